/** One kind of thing that the devices of a person have alike: how it stands here, and how it comes here. */
import type { OwnEntry, OwnKind, OwnValue, Registers } from '../content/own-state.ts';
import type { JournalWriter } from '../groups/journal.ts';

/** What is to stand in a register. */
export type OwnChange = { [Kind in OwnKind]: { kind: Kind; key: string; value: OwnValue<Kind> } }[OwnKind];

export interface Brought {
  /** The registers whose values stand here once `write` has been recorded; the others have to wait for something. */
  readonly names: readonly string[];
  /** @returns what is to be done once the record is on the disk. */
  readonly write: (write: JournalWriter) => (() => void) | undefined;
}

export interface OwnPart {
  readonly kinds: ReadonlySet<OwnKind>;
  /** What the person has changed here, that the registers do not say yet. Asked within records: synchronous, and quick. */
  due(known: Registers, isApplied: (name: string) => boolean): readonly OwnChange[];
  /** Brings here what these registers, all of this part's kinds, say. @throws StorageError. */
  bring(known: Registers, fresh: readonly OwnEntry[]): Promise<Brought>;
}
