/**
 * What a signal costs, by which people tell that they write, or that they can be reached: to seal one and to open one, in
 * groups of 2 to 250 devices, and how many come of it when everybody in a room tells all others.
 */
import { ready } from '#core/crypto/primitives.ts';
import { certifiedDevice } from '#core/identity/authenticate.ts';
import { at, createTestWorld, type TestDevice } from '#core/mls/testing.ts';
import { openSignal, sealSignal } from '#core/typing/signal.ts';
import { encodeBase64url, labels } from '#shared/encoding/index.ts';
import { type DeviceId, type GroupId, type OrgId, parseId, type UserId } from '#shared/ids/index.ts';
import { issueCertificate, type OrgState } from '#shared/org-log/index.ts';
import { startMeter } from './machine.ts';
import type { PartResult, Row } from './result.ts';
import { figureOfRounds, figureOfTimes } from './statistics.ts';

const SIZES = [2, 20, 50, 250] as const;
const WARM_UP = 20;
const SIGNALS = 120;
/** As `client/src/core/presence` has it. */
const AGAIN_SECONDS = 180;

const id = <Id>(nth: number) => parseId(`${String(nth).padStart(21, '0')}A`) as Id;

export async function measureSignals(progress: (sentence: string) => void): Promise<PartResult> {
  await ready();
  const meter = startMeter();
  const before = process.cpuUsage();
  const rows: Row[] = [];
  for (const devices of SIZES) {
    progress(`signals, ${devices} devices`);
    rows.push(...(await measureSize(devices)));
  }
  const { user, system } = process.cpuUsage(before);
  const others = Math.round(100 * meter.othersShare((user + system) / 1_000_000));
  return {
    part: 'signals',
    peer: '',
    rows,
    budgets: [],
    notes: [
      `other programs had ${others} % of the machine.`,
      `${SIGNALS} signals after ${WARM_UP} to warm up; opening one looks every member up in the log.`,
      `"deliveries" is computed: one device each, each telling all others every ${AGAIN_SECONDS} s.`,
    ],
  };
}

async function measureSize(devices: number): Promise<Row[]> {
  const world = createTestWorld('x-wing');
  const { engine } = world;
  const known = new Map<DeviceId, unknown>();
  const all: TestDevice[] = [];
  for (let nth = 0; nth < devices; nth += 1) {
    const device = id<DeviceId>(nth);
    const user = id<UserId>(nth);
    const rest = { purpose: 'member', notBefore: 1, notAfter: 2 } as const;
    const content = { org: id<OrgId>(1), user, device, key: encodeBase64url(new Uint8Array(32)), ...rest };
    const certificate = issueCertificate({ ...content, v: 1 }, () => new Uint8Array(64));
    const text = new TextDecoder().decode(certificate);
    const made = world.device(text);
    known.set(device, { id: device, user, certificate: text, key: encodeBase64url(made.signatureKey.publicKey) });
    all.push(made);
  }
  const packages: Uint8Array[] = [];
  for (const device of all.slice(1)) packages.push(await device.publish());
  const { group: state } = await engine.commit(await world.createGroup(at(all, 0)), { add: packages });
  // Of the log, nothing but its devices is asked.
  const org = { devices: known } as unknown as OrgState;
  const group = id<GroupId>(7);
  const [sealing, opening]: [number[], number[]] = [[], []];
  for (let nth = 0; nth < WARM_UP + SIGNALS; nth += 1) {
    const now = Date.now() + nth;
    const began = performance.now();
    const key = await engine.exportSecret(state, labels.signalKey);
    const context = { group, epoch: String(state.epoch), key };
    const signal = { group, epoch: context.epoch, device: id<DeviceId>(0), at: now };
    const bytes = sealSignal(
      { ...signal, presence: { state: 'available', text: 'On the crane' } },
      at(all, 0).signatureKey.privateKey,
      context,
    );
    const sealed = performance.now();
    const again = await engine.exportSecret(state, labels.signalKey);
    const members = engine.members(state).flatMap((member) => {
      const one = certifiedDevice(member.identity, member.signatureKey, org);
      return one === undefined ? [] : [{ ...one, key: member.signatureKey }];
    });
    const keyOf = (of: DeviceId) => members.find(({ device }) => device === of)?.key;
    const opened = openSignal(bytes, { ...context, key: again }, now, keyOf);
    if (opened === undefined) throw new Error('a signal that does not open');
    if (nth < WARM_UP) continue;
    sealing.push(sealed - began);
    opening.push(performance.now() - sealed);
  }
  const setting = `${devices} devices`;
  return [
    { what: 'seal a signal', setting, unit: 'ms', ours: figureOfTimes(sealing) },
    { what: 'open a signal', setting, unit: 'ms', ours: figureOfTimes(opening) },
    {
      what: 'presence: deliveries in one room',
      setting,
      unit: '1/s',
      ours: figureOfRounds([(devices * (devices - 1)) / AGAIN_SECONDS]),
    },
  ];
}
