/**
 * The messenger without a window: composes its parts and follows where this browser profile stands, from nothing over
 * founding or joining, locked and open, to stopped. Knows no React, no DOM and no Node.
 */

import { policyFor } from '#shared/org-log/index.ts';
import { ready } from './crypto/primitives.ts';
import { Refused } from './groups/refused.ts';
import type { CoreParts } from './parts.ts';
import type { CorePort, EvidenceView, Outcome, SessionView, StopReason } from './port.ts';
import { completeAccount, type IdentityRow } from './session/account.ts';
import { adminPort } from './session/admin-calls.ts';
import { lockWhenIdle } from './session/auto-lock.ts';
import { createLogVisit } from './session/fetch-log.ts';
import type { Joined } from './session/joining.ts';
import { joiningCalls } from './session/joining-calls.ts';
import { createLinkLine, type LinkLine } from './session/link-line.ts';
import { openCore } from './session/open.ts';
import { type Act, openCalls } from './session/open-calls.ts';
import type { OpenCore } from './session/open-core.ts';
import { rarely } from './session/parts-on-demand.ts';
import { ratePassphrase } from './session/passphrase.ts';
import { outcomeOf, ProblemError, storageStop } from './session/problems.ts';
import { leaveBehind, type ShutOut } from './session/shut-out.ts';
import type { Progress } from './session/stored-log.ts';
import { Windows } from './session/windows.ts';
import { StorageError } from './storage/errors.ts';
import { type LockedStorage, openStorage, type UnlockedStorage } from './storage/locked-storage.ts';
import { TransportError } from './transport/errors.ts';
import type { RelayTransport, TransportState } from './transport/transport.ts';
import { policyBeforeJoining, policyView } from './views/people.ts';
import { checkingView, lockedView, meView } from './views/session.ts';
import { coreWords, speak } from './words/index.ts';
import { type Sentence, say, spoken } from './words/saying.ts';

/** A core, and what tests and benchmarks ask of it besides. */
export interface Core extends CorePort {
  /** Resolves when what the relay has delivered is applied. */
  idle(): Promise<void>;
  /** Ends without a word, as a closed tab does. */
  abandon(): void;
}

export async function createCore(parts: CoreParts): Promise<Core> {
  await ready();
  const core = new SessionCore(parts);
  await core.begin();
  return core.port();
}

class SessionCore {
  readonly #parts: CoreParts;
  readonly #windows = new Windows(() => this.#open);
  readonly #transport: RelayTransport;
  readonly #line: LinkLine;
  #locked: LockedStorage | undefined;
  #open: OpenCore | undefined;
  #ended = false;
  #touchedAt = 0;
  #keepsRootKey = false;
  /** The person has accepted what is to be accepted each time. */
  #consented = false;
  /** What will apply to whoever has looked at an invitation. */
  #invited = policyBeforeJoining;
  /** Opened while the account is suspended: nothing is shown. */
  #suspended = false;
  readonly #showChecking: Progress = (done, total) => {
    const session = checkingView(this.#session, done, total);
    if (session !== this.#session) this.#windows.show(session);
  };
  readonly #visit = createLogVisit(this.#showChecking);

  get #session(): SessionView {
    return this.#windows.session;
  }

  constructor(parts: CoreParts) {
    this.#parts = parts;
    this.#touchedAt = parts.now();
    this.#transport = parts.transport({
      state: (state) => this.#follow(state),
      deliver: (envelopes) => this.#open?.handlers.deliver(envelopes),
      welcome: (push) => this.#open?.handlers.welcome(push),
      logHead: (push) => this.#open?.handlers.logHead(push),
      signal: (push) => this.#open?.handlers.signal(push),
      link: (push) => this.#line.heard(push),
      linkOver: (push) => this.#line.over(push),
    });
    this.#line = createLinkLine((name, request) => this.#transport.call(name, request));
  }

  /** Looks at what this browser profile holds. */
  async begin(): Promise<void> {
    try {
      this.#locked = await this.#openStorage();
      await this.#showDoor(this.#locked);
    } catch (error) {
      this.#stopForStorage(error);
    }
  }

  async #showDoor(storage: LockedStorage): Promise<void> {
    const status = await storage.status();
    if (status.kind === 'damaged') this.#stop('storage-corrupted', say('account', 'lockDamaged'));
    else if (status.kind === 'present') this.#windows.show(lockedView(status));
    // Whether there is anything to found or to join, only the relay can say.
    else this.#transport.start();
  }

  port(): Core {
    const run = <T>(work: () => Promise<T>): Promise<Outcome<T>> => outcomeOf(work, (error) => this.#fault(error));
    /** An action of the open core. */
    const act: Act = (work) => run(async () => work(this.#requireOpen()));
    const minLength = () =>
      this.#session.kind === 'open' ? this.#session.policy.passphraseMinLength : this.#invited.passphraseMinLength;
    const joining = {
      transport: this.#transport,
      now: this.#parts.now,
      openStorage: () => this.#openStorage(),
      visit: this.#visit,
      line: this.#line,
    };
    return {
      getSession: async () => this.#session,
      subscribe: async (listener) => this.#windows.add(listener),
      // Without the catalog, it goes on in the language that it speaks.
      speak: (language) => speak(language).catch(() => undefined),
      retryConnection: () => run(async () => this.#transport.retryNow()),
      ...joiningCalls({
        run,
        parts: joining,
        minLength,
        enter: (joined) => this.#enter(joined),
        invited: (policy) => {
          this.#invited = policy;
        },
        open: () => this.#requireAnyOpen(),
        rootKept: (core) => {
          this.#keepsRootKey = false;
          this.#showOpen(core);
        },
      }),
      unlock: (passphrase) => run(() => this.#unlock(passphrase)),
      acceptConsent: (text) =>
        run(async () => {
          if (this.#session.kind !== 'consent' || this.#session.text !== text) throw new Refused('not-allowed');
          this.#consented = true;
          this.#showOpen(this.#requireAnyOpen());
        }),
      lock: () => run(async () => this.#end()),
      touch: async () => {
        this.#touchedAt = this.#parts.now();
        this.#open?.moment.presence.look();
      },
      ratePassphrase: async (passphrase) => ratePassphrase(passphrase, minLength()),
      exportEvidence: () => run(async () => (await rarely()).exportEvidence(this.#requireAnyOpen())),
      ...openCalls({
        act,
        open: () => this.#open,
        fault: (error) => this.#fault(error),
        origin: this.#parts.origin,
        line: this.#line,
      }),
      ...adminPort(act, this.#parts.origin),
      idle: async () => this.#open?.idle(),
      abandon: () => this.#leave(),
    };
  }

  async #unlock(passphrase: string): Promise<void> {
    const locked = this.#locked;
    if (locked === undefined || this.#session.kind !== 'locked') throw new Refused('not-allowed');
    let storage: UnlockedStorage;
    try {
      storage = await locked.unlock(passphrase);
    } catch (error) {
      if (!(error instanceof StorageError && error.code === 'wiped')) await this.#showDoor(locked);
      throw error;
    }
    this.#transport.start();
    try {
      const identity = await storage.read.account('identity');
      if (identity === undefined) throw new ProblemError('storage-corrupted');
      await this.#enter({ storage, identity: await this.#settled(storage, identity) });
    } catch (error) {
      storage.lock();
      this.#locked = await this.#openStorage();
      if (error instanceof TransportError && error.code === 'sign-in-refused') return this.#forgetPending(this.#locked);
      const corrupted = error instanceof StorageError && error.code === 'row-corrupted';
      if (corrupted || (error instanceof ProblemError && error.problem.code === 'storage-corrupted')) {
        this.#stop('storage-corrupted', say('account', 'storageDamaged'));
        return;
      }
      await this.#showDoor(this.#locked);
      throw error;
    }
  }

  /** An account whose entries may or may not stand in the log: the log decides. */
  async #settled(storage: UnlockedStorage, identity: IdentityRow): Promise<IdentityRow> {
    if (identity.status === 'admitted') return identity;
    if (this.#transport.state.kind !== 'connected' && this.#transport.state.kind !== 'signed-in') {
      await this.#untilConnected();
    }
    return completeAccount(storage, this.#transport, identity, this.#visit);
  }

  #waiting: ((state: TransportState) => void)[] = [];

  #untilConnected(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push((state) => {
        if (state.kind === 'connected' || state.kind === 'signed-in') resolve();
        else reject(new ProblemError('offline'));
      });
    });
  }

  /** Founding or joining never came to an end: nothing stands in the log, so nothing is lost by beginning again. */
  async #forgetPending(storage: LockedStorage): Promise<void> {
    await storage.erase();
    this.#locked = await this.#openStorage();
    await this.#transport.signIn(undefined);
    this.#windows.show({ kind: 'starting' });
  }

  async #enter({ storage, identity }: Joined): Promise<void> {
    this.#keepsRootKey = (await storage.read.account('root-key')) !== undefined;
    const open = await openCore({
      storage,
      identity,
      transport: this.#transport,
      now: this.#parts.now,
      push: (update) => this.#windows.push(update),
      tellPause: this.#parts.tellPause,
      idleFor: () => this.#parts.now() - this.#touchedAt,
      stop: (reason, sentence, evidence) => this.#stop(reason, sentence, evidence),
      shutOut: (how) => void this.#shutOut(open, how).catch((error) => this.#fault(error)),
      checking: this.#showChecking,
      sessionChanged: () => {
        if (this.#open === undefined) return;
        const restored = this.#suspended && open.shutOut() === undefined;
        if (restored) this.#suspended = false;
        if (restored || this.#session.kind === 'open' || this.#session.kind === 'consent') this.#showOpen(this.#open);
      },
      fault: (error) => this.#fault(error),
    });
    this.#open = open;
    this.#touchedAt = this.#parts.now();
    const out = open.shutOut();
    if (out === 'removed' || out === 'revoked') {
      await this.#shutOut(open, out);
      return;
    }
    // Whoever is suspended sees nothing until the log says that it is over: without the relay, there is nothing to see.
    this.#suspended = out === 'suspended';
    if (this.#suspended) {
      this.#windows.show(() => ({ kind: 'stopped', reason: 'suspended', sentence: coreWords.account.suspended }));
    } else this.#showOpen(open);
    const convicting = open.evidence.find(({ kind }) => kind !== 'gossip');
    if (convicting !== undefined) {
      const { at, sentence } = convicting;
      this.#stop(convicting.kind as StopReason, sentence, { at });
      return;
    }
    const minutes = () => (this.#session.kind === 'open' ? this.#session.policy.autoLockMinutes : undefined);
    lockWhenIdle(
      open.timers,
      () => this.#parts.now() - this.#touchedAt,
      minutes,
      () => this.#end(),
    );
    open.begin();
  }

  #showOpen(core: OpenCore): void {
    const { identity, log, device } = core;
    const { state } = log.replica;
    const organisation = { id: identity.org, name: state.org?.name ?? identity.organisation };
    const me = meView(state, identity);
    this.#keepWipe(core);
    if (this.#keepsRootKey) {
      this.#windows.show({ kind: 'keep-root-key', organisation, me });
      return;
    }
    const text = policyFor(state, identity.user, device.now()).consentBanner;
    if (text !== '' && !this.#consented) {
      this.#windows.show({ kind: 'consent', organisation, text });
      return;
    }
    // Words that come while somebody is in are for the next time: nobody is thrown out of what they write.
    this.#consented = true;
    this.#windows.show({ kind: 'open', organisation, me, policy: policyView(state, identity.user, device.now()) });
  }

  /** What the policy says of wrong passphrases counts while nobody can read it: so it is kept where it can be read. */
  #keepWipe({ storage, log, identity, device }: OpenCore): void {
    const { wipeAfterFailures } = policyFor(log.replica.state, identity.user, device.now());
    storage.setWipeAfter(wipeAfterFailures).catch((error: unknown) => {
      if (!(error instanceof StorageError && error.code === 'locked')) this.#fault(error);
    });
  }

  #follow(state: TransportState): void {
    if (state.kind === 'offline' || state.kind === 'refused' || state.kind === 'closed') this.#line.lost();
    if (state.kind !== 'connecting') for (const wake of this.#waiting.splice(0)) wake(state);
    if (this.#open !== undefined) {
      this.#open.handlers.state(state);
      return;
    }
    // Without a vault, what there is to do depends on the relay.
    const { kind } = this.#session;
    if (kind === 'locked' || kind === 'stopped') return;
    if (state.kind === 'connected') {
      this.#windows.show({
        kind: state.challenge.founded ? 'no-account' : 'not-founded',
        policy: policyBeforeJoining,
      });
    } else if (state.kind === 'offline' && (kind === 'starting' || kind === 'unreachable')) {
      const { retryAt } = state;
      this.#windows.show(() => ({ kind: 'unreachable', sentence: coreWords.account.unreachable, retryAt }));
    }
  }

  /** The log says so, and this device has judged that itself. */
  async #shutOut(open: OpenCore, how: ShutOut): Promise<void> {
    this.#transport.close();
    const end = await leaveBehind(open, how);
    open.close();
    this.#windows.show(end);
  }

  #stop(reason: StopReason, said: Sentence, evidence?: Pick<EvidenceView, 'at'>): void {
    this.#windows.show(() => {
      const sentence = spoken(said);
      return { kind: 'stopped', reason, sentence, ...(evidence && { evidence: { ...evidence, sentence } }) };
    });
    this.#transport.close();
  }

  #stopForStorage(error: unknown): void {
    const { reason, sentence } = storageStop(error);
    this.#stop(reason, sentence);
    if (!(error instanceof StorageError)) this.#fault(error);
  }

  #openStorage(): Promise<LockedStorage> {
    const { storageName, indexedDb, vaultCosts, now } = this.#parts;
    const wiped = () => {
      this.#open?.close();
      this.#stop('wiped', say('account', 'wiped'));
    };
    return openStorage({ name: storageName, now, wiped, ...indexedDb, ...(vaultCosts && { costs: vaultCosts }) });
  }

  #requireOpen(): OpenCore {
    if (this.#session.kind === 'stopped') throw new ProblemError('stopped');
    if (this.#open === undefined || this.#session.kind !== 'open') throw new ProblemError('locked');
    return this.#open;
  }

  #requireAnyOpen(): OpenCore {
    if (this.#open === undefined) throw new ProblemError('locked');
    return this.#open;
  }

  #leave(): void {
    this.#ended = true;
    this.#windows.close();
    this.#transport.close();
    this.#open?.close();
    this.#locked?.close();
    this.#open = undefined;
  }

  #end(): void {
    if (this.#ended) return;
    this.#leave();
    this.#parts.ended();
  }

  /** Something that nobody foresaw: said where developers look, without stopping anybody's work. */
  #fault(error: unknown): void {
    if (this.#ended) return;
    queueMicrotask(() => {
      throw error;
    });
  }
}
