/** The way to the relay as a person is told of it. */
import { clockError, type Freshness, type Replica } from '../org/replica.ts';
import type { AlarmView, ConnectionView, LinkView } from '../port.ts';
import type { AlarmRow, EvidenceRow } from '../storage/records.ts';
import type { TransportState } from '../transport/transport.ts';
import { coreWords } from '../words/index.ts';
import { spoken } from '../words/saying.ts';

export interface LinkFacts {
  readonly transport: TransportState;
  readonly freshness: Freshness;
  /** Signed in, and through with what comes before anything can be sent. */
  readonly arrived: boolean;
  /** What is being fetched after signing in. */
  readonly catchingUp: { readonly done: number; readonly total: number } | undefined;
  readonly now: number;
}

/** Fewer than this are there before anybody could read that they are coming. */
const WORTH_SAYING = 20;

function linkView({ transport, freshness, arrived, catchingUp, now }: LinkFacts): LinkView {
  switch (transport.kind) {
    case 'connecting':
    case 'connected':
      return { kind: 'connecting' };
    case 'offline':
      return { kind: 'offline', since: transport.since === 0 ? now : transport.since, retryAt: transport.retryAt };
    case 'refused':
      if (transport.code === 'other-network') {
        return { kind: 'elsewhere', sentence: coreWords.relay['other-network'] };
      }
      return { kind: 'offline', since: now };
    case 'closed':
      return { kind: 'offline', since: now };
    case 'signed-in':
      break;
  }
  if (catchingUp !== undefined && catchingUp.total > WORTH_SAYING) return { kind: 'catching-up', ...catchingUp };
  if (freshness.kind === 'clock-wrong') return { kind: 'clock-wrong', byMs: now - freshness.relayTime };
  if (freshness.kind === 'stale') {
    return {
      kind: 'frozen',
      checkpointAt: freshness.since,
      sentence: coreWords.account.stale,
    };
  }
  if (freshness.kind === 'unwitnessed') {
    return {
      kind: 'frozen',
      checkpointAt: freshness.since,
      sentence: coreWords.account.unwitnessed,
    };
  }
  if (freshness.kind === 'withheld') {
    return {
      kind: 'frozen',
      checkpointAt: freshness.since,
      sentence: coreWords.account.withheld,
    };
  }
  return { kind: arrived ? 'online' : 'connecting' };
}

/** By how much the clock is wrong, judged by what the relay has just said when signing in. */
export function clockWrongBy(transport: TransportState, heardAt: number): number | undefined {
  return transport.kind === 'signed-in' || transport.kind === 'connected'
    ? clockError(transport.challenge.time, heardAt)
    : undefined;
}

/** What nobody has put aside yet. */
function alarmViews(rows: Iterable<AlarmRow>): AlarmView[] {
  const seen = [...rows].filter(({ dismissed }) => !dismissed);
  return seen.map(({ id, at, sentence }) => ({ id, at, sentence: spoken(sentence) }));
}

/** @param facts `clockBy`: by how much the clock is wrong, as far as the relay has said. */
export function connectionView(
  { clockBy, ...facts }: LinkFacts & { readonly clockBy: number | undefined },
  {
    queued,
    head,
    evidence,
    alarms,
  }: {
    readonly queued: number;
    readonly head: Replica['head'];
    readonly evidence: readonly EvidenceRow[];
    readonly alarms: Iterable<AlarmRow>;
  },
): ConnectionView {
  const view = linkView(facts);
  const link = view.kind === 'online' && clockBy !== undefined ? { kind: 'clock-wrong' as const, byMs: clockBy } : view;
  return {
    link,
    queued,
    ...(head === undefined ? {} : { log: { size: head.size, at: head.at } }),
    evidence: evidence.map(({ at, sentence }) => ({ at, sentence: spoken(sentence) })),
    alarms: alarmViews(alarms),
  };
}
