/**
 * Whether all that a device has said has come. Every payload says the how-many-th of its device it is; the relay's numbers
 * say how many envelopes there are. The first cannot be forged by the relay, the second come earlier: what a gap in the
 * relay's numbers has told of already is not told again when its sender next speaks. Pure.
 */
import type { DeviceId } from '#shared/ids/index.ts';
import type { ConversationRow } from '../storage/records.ts';

export type Heard = NonNullable<ConversationRow['heard']>[string];
export type Told = NonNullable<ConversationRow['told']>;

/** What is remembered of a device's holes: enough to take back that a message is missing when it comes late. */
const HOLES_MAX = 64;

export interface Said {
  readonly device: DeviceId;
  readonly nth: number;
  /** By the sender's ratchet: all there is to go by for a device that is heard for the first time. */
  readonly skipped: number;
}

export interface Hearing {
  readonly heard: Heard;
  readonly told: Told | undefined;
  /** How many are missing of which no line tells yet; `line` will. */
  readonly lost: number;
  /** The line that told that this one is missing. */
  readonly found: string | undefined;
}

/** @param line the line that tells of what is lost, should there be something. */
export function hear(before: Heard | undefined, told: Told | undefined, said: Said, line: string): Hearing {
  const { device, nth, skipped } = said;
  const upTo = before?.upTo ?? Math.max(0, nth - 1 - skipped);
  const holes = before?.holes ?? [];
  if (nth <= upTo) {
    const hole = holes.find((one) => one.nth === nth);
    const heard = { upTo, holes: holes.filter((one) => one !== hole) };
    return { heard, told, lost: 0, found: hole?.line };
  }
  const passed = nth - 1 - upTo;
  const known = told === undefined || told.devices.includes(device) ? 0 : Math.min(passed, told.count);
  const fresh = Array.from({ length: Math.min(passed, HOLES_MAX) }, (_, index) => {
    const behind = Math.min(passed, HOLES_MAX) - index;
    return { nth: nth - behind, line: passed - behind < known && told !== undefined ? told.line : line };
  });
  const left =
    told === undefined || told.count <= known
      ? undefined
      : { ...told, count: told.count - known, devices: [...new Set([...told.devices, device])] };
  return {
    heard: { upTo: nth, holes: [...holes, ...fresh].slice(-HOLES_MAX) },
    told: left,
    lost: passed - known,
    found: undefined,
  };
}

/** What has been told after one more line. Everybody may have lost something by it. */
export function tell(told: Told | undefined, line: string, count: number): Told {
  return { line, count: (told?.count ?? 0) + count, devices: [] };
}
