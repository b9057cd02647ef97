/**
 * What the relay carries, over real sockets and with its durable store, beside Socket.IO with its default parser and no
 * store at all: fan-out to one room, and how long a message takes at a fixed rate. Each relay has a process of its own,
 * and so have its clients.
 */
import { Child } from './child.ts';
import { flushTimes, startMeter } from './machine.ts';
import type { HostProtocol, Load, LoadProtocol, LoadResult, PlannedRoom, RelayKind } from './relay-plan.ts';
import { atLeast, atMost, type Budget, compared, type PartResult, type Row, type Unit } from './result.ts';
import { figureOfRounds, median, percentile } from './statistics.ts';

/** Sockets in the one room, and at how many messages per second its latency is measured: at most 20,000 deliveries. */
const FAN_OUT = [
  { sockets: 10, perSecond: 1_000 },
  { sockets: 100, perSecond: 200 },
  { sockets: 1_000, perSecond: 20 },
] as const;
const IN_FLIGHT = 64;
const ROOMS = { count: 10, sockets: 20, perSecond: 1_000 } as const;

const WARM_UP_SECONDS = 1;
const ROUNDS = 3;
const FAN_OUT_SECONDS = 2.5;
const LATENCY_SECONDS = 2;
const ROOMS_SECONDS = 6;

const BUDGET_SOCKETS = 100;
const FAN_OUT_RATIO = 4;
const ACKNOWLEDGED_P99_MS = 10;

interface Host {
  readonly kind: RelayKind;
  readonly child: Child<HostProtocol>;
  readonly origin: string;
  readonly rooms: readonly PlannedRoom[];
}

interface Round extends LoadResult {
  /** Processor time of the relay, in seconds. */
  readonly relayCpuSeconds: number;
  /** The share of the machine's processors that other programs had meanwhile. */
  readonly others: number;
}

/** What was measured of ours and of the peer, round by round. */
interface Rounds {
  readonly ours: readonly Round[];
  readonly peer: readonly Round[];
}

export async function measureRelay(progress: (sentence: string) => void): Promise<PartResult> {
  const rows: Row[] = [];
  const budgets: Budget[] = [];
  const notes: string[] = [];
  progress('starting the relays');
  const sizes = [...FAN_OUT.map(({ sockets }) => sockets), ...Array<number>(ROOMS.count).fill(ROOMS.sockets)];
  const hosts = [await openHost('tacit', sizes), await openHost('socket-io', sizes)] as const;
  try {
    for (const [index, { sockets, perSecond }] of FAN_OUT.entries()) {
      const setting = `1 room of ${sockets}`;
      progress(setting);
      const [fanOut, latency] = await play(hosts, index, index + 1, [
        { load: { inFlight: IN_FLIGHT }, seconds: FAN_OUT_SECONDS },
        { load: { perSecond }, seconds: LATENCY_SECONDS },
      ]);
      rows.push(...rateRows(setting, fanOut), ...latencyRows(`${setting}, ${perSecond} messages/s`, latency));
      notes.push(busyNote(setting, fanOut));
      if (sockets !== BUDGET_SOCKETS) continue;
      const [ours, peer] = [rateOf(fanOut.ours), rateOf(fanOut.peer)].map(median);
      const what = `durable fan-out to a room of ${sockets}, over the peer's without a store`;
      budgets.push(atLeast(what, 'times', FAN_OUT_RATIO, (ours ?? 0) / (peer ?? 1)));
    }
    const setting = `${ROOMS.count} rooms of ${ROOMS.sockets}, ${ROOMS.perSecond} messages/s`;
    progress(setting);
    const stage = { load: { perSecond: ROOMS.perSecond }, seconds: ROOMS_SECONDS };
    const [latency] = await play(hosts, FAN_OUT.length, sizes.length, [stage]);
    rows.push(...latencyRows(setting, latency));
    const p99 = median(latency.ours.map(({ acknowledged }) => percentile(acknowledged, 0.99)));
    budgets.push(atMost(`p99 from sending to acknowledgement, ${setting}`, 'ms', ACKNOWLEDGED_P99_MS, p99));
    notes.push(latenessNote(setting, latency), diskNote());
  } finally {
    await Promise.all(hosts.map(({ child }) => child.ask('close', {})));
    for (const { child } of hosts) child.release();
  }
  return { part: 'relay', peer: 'Socket.IO with its default parser, without a store', rows, budgets, notes };
}

async function openHost(kind: RelayKind, sizes: readonly number[]): Promise<Host> {
  const child = new Child<HostProtocol>('relay-host.ts');
  return { kind, child, ...(await child.ask('open', { kind, rooms: sizes })) };
}

interface Stage {
  readonly load: Load;
  readonly seconds: number;
}

/**
 * Connects the clients of these rooms to both relays, and lets both go through every stage `ROUNDS` times, in turns: what
 * else the machine does meets both alike. While one is measured the other is idle.
 */
async function play<Stages extends readonly Stage[]>(
  hosts: readonly [Host, Host],
  from: number,
  to: number,
  stages: readonly [...Stages],
): Promise<{ [Index in keyof Stages]: Rounds }> {
  const loads: Child<LoadProtocol>[] = [];
  for (const { kind, origin, rooms } of hosts) {
    const load = new Child<LoadProtocol>('relay-load.ts');
    await load.ask('open', { kind, origin, rooms: rooms.slice(from, to) });
    loads.push(load);
  }
  const run = async (side: 0 | 1, { load, seconds }: Stage): Promise<Round> => {
    const { child } = hosts[side];
    const before = await child.ask('cpu', {});
    const meter = startMeter();
    const result = await clients(side).ask('run', { load, seconds });
    const relayCpuSeconds = (await child.ask('cpu', {})) - before;
    return { ...result, relayCpuSeconds, others: meter.othersShare(relayCpuSeconds + result.cpuSeconds) };
  };
  const clients = (side: 0 | 1): Child<LoadProtocol> => {
    const load = loads[side];
    if (load === undefined) throw new RangeError('each relay has its clients');
    return load;
  };
  const measured: Rounds[] = [];
  for (const stage of stages) {
    const [ours, peer]: [Round[], Round[]] = [[], []];
    for (const side of [0, 1] as const) await run(side, { ...stage, seconds: WARM_UP_SECONDS });
    for (let round = 0; round < ROUNDS; round += 1) {
      ours.push(await run(0, stage));
      peer.push(await run(1, stage));
    }
    measured.push({ ours, peer });
  }
  for (const load of loads) {
    await load.ask('close', {});
    load.release();
  }
  // One for each stage, in their order.
  return measured as { [Index in keyof Stages]: Rounds };
}

function rateOf(rounds: readonly Round[]): number[] {
  return rounds.map(({ deliveries, seconds }) => deliveries / seconds);
}

function rateRows(setting: string, { ours, peer }: Rounds): Row[] {
  const perCpu = (rounds: readonly Round[]) =>
    figureOfRounds(rounds.map(({ deliveries, relayCpuSeconds }) => deliveries / relayCpuSeconds));
  return [
    compared('deliveries', setting, '1/s', figureOfRounds(rateOf(ours)), figureOfRounds(rateOf(peer))),
    compared('deliveries per time of the relay', setting, '1/CPU s', perCpu(ours), perCpu(peer)),
  ];
}

function latencyRows(setting: string, { ours, peer }: Rounds): Row[] {
  const row = (what: string, timesOf: (round: Round) => Float64Array): Row => {
    const unit: Unit = 'ms';
    return compared(what, setting, unit, figureOfLatency(ours.map(timesOf)), figureOfLatency(peer.map(timesOf)));
  };
  return [
    row('send to acknowledgement', ({ acknowledged }) => acknowledged),
    row('send to delivery', ({ delivered }) => delivered),
  ];
}

/** The medians, over the rounds, of what each round's messages took: one bad round does not decide. */
function figureOfLatency(rounds: readonly Float64Array[]) {
  const over = (share: number) => median(rounds.map((times) => percentile(times, share)));
  const count = rounds.reduce((sum, times) => sum + times.length, 0);
  return { median: over(0.5), p99: over(0.99), lowest: over(0), highest: over(1), count };
}

/** How much of a processor each side used: who was waiting for whom. */
function busyNote(setting: string, { ours, peer }: Rounds): string {
  const share = (rounds: readonly Round[], seconds: (round: Round) => number) =>
    percent(rounds.map((round) => seconds(round) / round.seconds));
  const relay = ({ relayCpuSeconds }: Round) => relayCpuSeconds;
  const load = ({ cpuSeconds }: Round) => cpuSeconds;
  const sides = `relay ${share(ours, relay)} and its clients ${share(ours, load)}; peer ${share(peer, relay)} and its clients ${share(peer, load)}`;
  const perFrame = median(ours.map(({ deliveries, frames }) => deliveries / frames)).toFixed(1);
  return `${setting}: ${perFrame} messages a frame; of one processor: ${sides}; ${othersNote(ours)}`;
}

/** What of a latency is the machine's: a timer that is late is late for everybody. */
function latenessNote(setting: string, { ours, peer }: Rounds): string {
  const late = median([...ours, ...peer].map((round) => percentile(round.late, 0.99)));
  const sentence = `the clients' own timer was ${late.toFixed(1)} ms late at p99 (not counted)`;
  return `${setting}: ${sentence}; ${othersNote(ours)}`;
}

/** What of a durable answer is the disk's. */
function diskNote(): string {
  const times = flushTimes(500);
  const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)].map((time) => time.toFixed(2));
  return `the disk alone needs ${p50} ms to write and flush 20 KiB, ${p99} ms at p99`;
}

function othersNote(rounds: readonly Round[]): string {
  return `other programs had ${percent(rounds.map(({ others }) => others))} of the machine`;
}

function percent(shares: readonly number[]): string {
  return `${Math.round(100 * median(shares))} %`;
}
