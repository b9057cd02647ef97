/**
 * Invitation links. The private half of the invitation key stands only in the fragment, which browsers do not send to
 * servers. The root key is pinned in it too, so that trust comes from whoever gave the link and not from the relay.
 */
import { z } from 'zod/mini';
import {
  canonicalJson,
  decodeBase64url,
  encodeBase64url,
  encodeUtf8,
  parseCanonicalJson,
} from '#shared/encoding/index.ts';
import { type InvitationId, isId, type OrgId } from '#shared/ids/index.ts';

import { InvitationLinkError } from './errors.ts';

const PREFIX = '#join/';
const FRAGMENT_MAX = 1_024;

const key = z.custom<string>((value) => {
  try {
    return typeof value === 'string' && value.length === 43 && decodeBase64url(value).length === 32;
  } catch {
    return false;
  }
});

const linkSchema = z.strictObject({
  v: z.literal(1),
  org: z.custom<OrgId>(isId),
  rootKey: key,
  invitation: z.custom<InvitationId>(isId),
  seed: key,
});

/** What a link holds. `rootKey` is the organisation's root public key, `seed` the invitation key's private half. */
export interface InvitationLink {
  readonly org: OrgId;
  readonly rootKey: Uint8Array;
  readonly invitation: InvitationId;
  readonly seed: Uint8Array;
}

/** The whole link. `origin` is the public address of the app, without a slash at its end. */
export function invitationUrl(origin: string, link: InvitationLink): string {
  const content = {
    v: 1,
    org: link.org,
    rootKey: encodeBase64url(link.rootKey),
    invitation: link.invitation,
    seed: encodeBase64url(link.seed),
  };
  return `${origin}/${PREFIX}${encodeBase64url(encodeUtf8(canonicalJson(content)))}`;
}

/** Whether a fragment looks like an invitation, so that it must be taken out of the address bar. */
export function isInvitationFragment(fragment: string): boolean {
  return fragment.startsWith(PREFIX);
}

/** Parses the fragment of an opened link. @throws InvitationLinkError for anything else than a whole link. */
export function parseInvitationFragment(fragment: string): InvitationLink {
  if (!isInvitationFragment(fragment) || fragment.length > FRAGMENT_MAX) throw new InvitationLinkError();
  try {
    const content = linkSchema.parse(parseCanonicalJson(decodeBase64url(fragment.slice(PREFIX.length))));
    return {
      org: content.org,
      rootKey: decodeBase64url(content.rootKey),
      invitation: content.invitation,
      seed: decodeBase64url(content.seed),
    };
  } catch {
    throw new InvitationLinkError();
  }
}
