/** What the devices of a person have alike, composed. */
import { draftsPart } from './drafts.ts';
import { type OwnState, type OwnStateParts, openOwnState } from './own-state.ts';

/** @throws StorageError. */
export function openOwn(parts: Omit<OwnStateParts, 'parts'>): Promise<OwnState> {
  const { device } = parts;
  const { memory } = device.journal;
  return openOwnState({ ...parts, parts: [draftsPart(memory, device.self.device, device.now)] });
}
