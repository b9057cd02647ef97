/** What each call does: from a parsed request to an answer. Only `calls.ts` enters them, and only after the table agreed. */
import type { Identity, SignIn } from '#server/auth/sign-in.ts';
import type { Blobs } from '#server/blobs/blobs.ts';
import type { Push } from '#server/push/push.ts';
import type { Delivery } from '#server/relay/delivery.ts';
import type { KeyPackages } from '#server/relay/key-packages.ts';
import type { OrgLog } from '#server/relay/org-log.ts';
import type { EventSink } from '#server/stream/events.ts';
import type { DeviceId } from '#shared/ids/index.ts';
import { type CallAnswer, type CallName, type CallRequest, RelayError } from '#shared/wire/index.ts';
import type { Allowances } from './allowances.ts';
import { isElsewhere, shutsItselfOut } from './networks.ts';
import type { Rendezvous } from './rendezvous.ts';
import type { Session } from './session.ts';

export interface Services {
  readonly orgLog: OrgLog;
  readonly delivery: Delivery;
  readonly keyPackages: KeyPackages;
  readonly signIn: SignIn;
  readonly push: Push;
  readonly blobs: Blobs;
  readonly allowances: Allowances;
  readonly rendezvous: Rendezvous<Session>;
  readonly events: EventSink;
  readonly now: () => number;
  /** Takes note of what a socket has become, before it hears of it. */
  readonly onSignedIn: (session: Session, identity: Identity) => void;
}

type Answer<Name extends CallName> = CallAnswer<Name> | Promise<CallAnswer<Name>>;

export type Handlers = {
  readonly [Name in CallName]: (session: Session, request: CallRequest<Name>) => Answer<Name>;
};

export function createHandlers(services: Services): Handlers {
  const { orgLog, delivery, keyPackages, signIn, push, blobs, allowances, rendezvous } = services;
  return {
    'session.challenge': (session) => {
      const { challenge, answer } = signIn.challenge();
      session.challenge = challenge;
      return answer;
    },

    'session.signIn': (session, request) => {
      const { challenge } = session;
      // Gone before it is judged: a nonce has one chance.
      session.challenge = null;
      const identity = judgeAndTell(services, session, request, () => {
        const judged = signIn.judge(challenge, request);
        // Only here: who has not proven the key learns nothing of the policy.
        if (isElsewhere(orgLog.state, judged, session.knownAddress, services.now())) {
          throw new RelayError('other-network');
        }
        return judged;
      });
      services.onSignedIn(session, identity);
      // Refused, and yet somebody: what shut it out is told to nobody who has not proven the device's key.
      if (identity.kind === 'former') throw new RelayError(identity.why);
      if (identity.kind !== 'device') return { clientSeq: 0, groups: [], welcomes: 0, keyPackages: { available: 0 } };
      const { device } = identity;
      return {
        clientSeq: delivery.highestClientSeq(device),
        groups: delivery.places(device).map(({ group, head, cursor, epoch }) => ({ group, head, cursor, epoch })),
        welcomes: delivery.countWelcomes(device),
        keyPackages: { available: keyPackages.available(device) },
      };
    },

    'log.append': (session, { envelopes }) => {
      const { identity } = session;
      if (identity === null || identity.kind === 'former') throw new RelayError('not-signed-in');
      return orgLog.append(envelopes, identity, (before, after) => {
        // A slip of the pen must not lock the only ones out who could correct it.
        if (shutsItselfOut(before, after, identity, session.knownAddress, services.now())) {
          throw new RelayError('own-network');
        }
      });
    },
    'log.since': ({ identity }, { size, limit }) =>
      identity?.kind === 'former' ? orgLog.farewell(identity.device, size, limit) : orgLog.since(size, limit),

    'keyPackages.publish': (session, request) => keyPackages.publish(deviceOf(session), request),
    'keyPackages.claim': async (session, request) => {
      const device = deviceOf(session);
      await allowances.spendClaims(device, request.devices.length);
      return keyPackages.claim(device, request);
    },

    'group.create': (session, request) => delivery.create(deviceOf(session), request),
    'group.commit': (session, request) => delivery.commit(deviceOf(session), request),
    'group.send': (session, request) => delivery.send(deviceOf(session), request),
    'group.readd': (session, request) => delivery.requestReAdd(deviceOf(session), request),
    'group.since': (session, request) => delivery.since(deviceOf(session), request),
    'group.ack': (session, request) => delivery.acknowledge(deviceOf(session), request),
    'group.leave': (session, request) => delivery.leave(deviceOf(session), request),
    'welcome.pending': (session) => delivery.pendingWelcomes(deviceOf(session)),
    'welcome.ack': (session, { ids }) => delivery.acknowledgeWelcomes(deviceOf(session), ids),
    'push.standing': (session) => push.standing(deviceOf(session)),
    'push.register': (session, request) => push.register(deviceOf(session), request),
    'push.withdraw': (session) => push.withdraw(deviceOf(session)),
    'blob.begin': (session, request) => {
      const device = deviceOf(session);
      // Counted here and nowhere else: of whom a blob is, nothing may be kept.
      return blobs.begin(request, (bytes) => allowances.spendFileBytes(device, bytes, services.now()));
    },
    'blob.put': (session, request) => allowances.withPiece(deviceOf(session), () => blobs.put(request)),
    'blob.get': (session, request) => allowances.withPiece(deviceOf(session), () => blobs.get(request)),
    'blob.erase': (_session, request) => blobs.erase(request),
    signal: (session, request) => delivery.signal(deviceOf(session), request),

    'link.open': (session, { name, message }) => rendezvous.open(session, session.address, name, message),
    'link.join': (session, { name }) => ({ message: rendezvous.join(session, name) }),
    'link.send': (session, { message }) => {
      rendezvous.send(session, message);
      return {};
    },
    'link.close': (session) => {
      rendezvous.leave(session);
      return {};
    },
  };
}

/** Takes note of who signed in, or of what became of the attempt. The signature and the founding code are never told. */
function judgeAndTell(
  { events }: Services,
  { address }: Session,
  request: CallRequest<'session.signIn'>,
  judge: () => Identity,
): Identity {
  const about = {
    as: request.as,
    ...(request.as === 'device' ? { device: request.device } : {}),
    ...(request.as === 'invitation' ? { invitation: request.invitation } : {}),
    ...events.address(address),
  };
  try {
    const identity = judge();
    if (identity.kind === 'former') events.note('sign-in.refused', { ...about, code: identity.why });
    else events.note('sign-in.accepted', about);
    return identity;
  } catch (error) {
    if (error instanceof RelayError) events.note('sign-in.refused', { ...about, code: error.code });
    throw error;
  }
}

/** The device of a session. The table has let only devices through; this keeps a wrong row from becoming a hole. */
function deviceOf({ identity }: Session): DeviceId {
  if (identity?.kind !== 'device') throw new RelayError('not-signed-in');
  return identity.device;
}
