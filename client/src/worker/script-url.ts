/**
 * Starting a worker is running a script, so browsers with Trusted Types ask who says that its address is safe. We say it
 * here, once, and only for addresses that are constants of this build and of our own origin. Script that an attacker
 * managed to inject can thus start no worker of its own.
 */

/** What Trusted Types make of a checked address. */
export interface TrustedScriptUrl {
  toString(): string;
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): TrustedScriptUrl };
}

/** The one policy of this app, by the name that the page's Content-Security-Policy allows. */
export const POLICY_NAME = 'tacit';

/**
 * A function that turns one of `constants` into what `new Worker` takes.
 * @throws TypeError for any other address, and for another origin's.
 */
export function scriptUrls(
  constants: readonly string[],
  page: { readonly origin: string; readonly href: string },
  trustedTypes: TrustedTypes | undefined,
): (url: string) => TrustedScriptUrl {
  const check = (url: string): string => {
    const resolved = new URL(url, page.href);
    if (!constants.includes(url) || resolved.origin !== page.origin) throw new TypeError('not one of our scripts');
    return resolved.href;
  };
  const policy = trustedTypes?.createPolicy(POLICY_NAME, { createScriptURL: check });
  return (url) => policy?.createScriptURL(url) ?? check(url);
}
