// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WakingView } from '#core/port.ts';
import type { CoreActions } from './actions.ts';
import { told } from './told.ts';
import { endSubscription, keepWaking, lookAtWaking, turnWakingOff, turnWakingOn } from './waking.ts';

const KEY = new Uint8Array(65).fill(4);

/** The browser's side, with one subscription at most. */
class Browser {
  permission: NotificationPermission = 'granted';
  /** The key of the subscription that there is. */
  subscribed: Uint8Array | undefined;
  reachable = true;
  #made = 0;

  get pushManager() {
    return {
      getSubscription: async () => (this.subscribed === undefined ? null : this.#subscription(this.subscribed)),
      subscribe: async ({ applicationServerKey }: { applicationServerKey: Uint8Array }) => {
        if (!this.reachable) throw new DOMException('no service', 'AbortError');
        // As browsers do: one for another key is refused.
        if (this.subscribed !== undefined && this.subscribed[0] !== applicationServerKey[0]) throw new Error('state');
        if (this.subscribed === undefined) this.#made += 1;
        this.subscribed = applicationServerKey;
        return this.#subscription(applicationServerKey);
      },
    };
  }

  #subscription(key: Uint8Array) {
    return {
      endpoint: `https://push.example.org/${this.#made}`,
      options: { applicationServerKey: key.slice().buffer },
      unsubscribe: async () => {
        this.subscribed = undefined;
        return true;
      },
    };
  }
}

/** The core's side: what the relay says, and what it was told. */
class Relay implements Pick<CoreActions, 'wakingView' | 'beWoken' | 'beLeftAsleep'> {
  view: WakingView | undefined = { kind: 'on', key: KEY, registered: false };
  refuses = false;
  endpoint: string | undefined;

  async wakingView() {
    return this.view === undefined
      ? { ok: false as const, problem: told({ code: 'offline' }) }
      : { ok: true as const, value: this.view };
  }
  async beWoken(endpoint: string) {
    if (this.refuses) return { ok: false as const, problem: told({ code: 'relay-refused' }) };
    this.endpoint = endpoint;
    if (this.view?.kind === 'on') this.view = { ...this.view, registered: true };
    return { ok: true as const, value: undefined };
  }
  async beLeftAsleep() {
    this.endpoint = undefined;
    if (this.view?.kind === 'on') this.view = { ...this.view, registered: false };
    return { ok: true as const, value: undefined };
  }
}

let browser: Browser;
let relay: Relay;
beforeEach(() => {
  browser = new Browser();
  relay = new Relay();
  vi.stubGlobal('Notification', {
    get permission() {
      return browser.permission;
    },
    requestPermission: async () => browser.permission,
  });
  vi.stubGlobal('PushManager', class {});
  Object.defineProperty(navigator, 'serviceWorker', {
    configurable: true,
    value: { getRegistration: async () => ({ pushManager: browser.pushManager }) },
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, 'serviceWorker');
});

describe('being woken', () => {
  it('is turned on and off at the browser and the relay', async () => {
    expect(await lookAtWaking(relay)).toEqual({ on: false, why: 'not-wanted' });
    expect(await turnWakingOn(relay)).toEqual({ on: true });
    expect(relay.endpoint).toBe('https://push.example.org/1');
    expect(await lookAtWaking(relay)).toEqual({ on: true });
    expect(await turnWakingOff(relay)).toEqual({ on: false, why: 'not-wanted' });
    expect([relay.endpoint, browser.subscribed]).toEqual([undefined, undefined]);
  });

  it('says why it is not to be had', async () => {
    relay.view = { kind: 'off' };
    expect(await lookAtWaking(relay)).toEqual({ on: false, why: 'off-here' });
    relay.view = { kind: 'forbidden' };
    expect(await turnWakingOn(relay)).toEqual({ on: false, why: 'forbidden' });
    expect(browser.subscribed).toBeUndefined();
    relay.view = undefined;
    expect(await lookAtWaking(relay)).toMatchObject({ why: 'unknown', problem: { code: 'offline' } });
    relay.view = { kind: 'on', key: KEY, registered: false };
    browser.permission = 'denied';
    expect(await turnWakingOn(relay)).toEqual({ on: false, why: 'blocked' });
    expect(await lookAtWaking(relay)).toEqual({ on: false, why: 'blocked' });
    browser.permission = 'granted';
    browser.reachable = false;
    expect(await turnWakingOn(relay)).toEqual({ on: false, why: 'no-service' });
    Reflect.deleteProperty(navigator, 'serviceWorker');
    expect(await lookAtWaking(relay)).toEqual({ on: false, why: 'unsupported' });
  });

  it('leaves no subscription behind that the relay does not take', async () => {
    relay.refuses = true;
    expect(await turnWakingOn(relay)).toMatchObject({ on: false, why: 'unknown' });
    expect(browser.subscribed).toBeUndefined();
  });
});

describe('what was turned on before', () => {
  it.each([{ kind: 'off' }, { kind: 'forbidden' }] as const)('ends where it is $kind now', async (view) => {
    await turnWakingOn(relay);
    relay.view = view;
    await keepWaking(relay);
    expect([relay.endpoint, browser.subscribed]).toEqual([undefined, undefined]);
  });

  it('ends when the browser no longer lets it, and when there is no account any more', async () => {
    await turnWakingOn(relay);
    browser.permission = 'denied';
    await keepWaking(relay);
    expect([relay.endpoint, browser.subscribed]).toEqual([undefined, undefined]);
    browser.permission = 'granted';
    await turnWakingOn(relay);
    await endSubscription();
    expect(browser.subscribed).toBeUndefined();
  });

  it('is told to a relay that has forgotten it, and made anew for a relay with another key', async () => {
    await turnWakingOn(relay);
    await relay.beLeftAsleep();
    await keepWaking(relay);
    expect(relay.endpoint).toBe('https://push.example.org/1');
    relay.view = { kind: 'on', key: new Uint8Array(65).fill(5), registered: true };
    await keepWaking(relay);
    expect(relay.endpoint).toBe('https://push.example.org/2');
    expect(browser.subscribed?.[0]).toBe(5);
  });

  it('stays as it is without a connection; and nothing begins by itself', async () => {
    await turnWakingOn(relay);
    relay.view = undefined;
    await keepWaking(relay);
    expect(browser.subscribed).toBeDefined();
    await endSubscription();
    relay = new Relay();
    await keepWaking(relay);
    expect([relay.endpoint, browser.subscribed]).toEqual([undefined, undefined]);
  });
});
