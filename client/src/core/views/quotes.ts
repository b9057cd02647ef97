/**
 * The messages that those of one open timeline answer. Quotes are never stored: what is edited or recalled is so in every
 * quote as well.
 */
import type { GroupId } from '#shared/ids/index.ts';
import type { OrgState } from '#shared/org-log/index.ts';
import type { Target } from '../content/payload.ts';
import { targetOf } from '../groups/named.ts';
import type { QuoteView, ThreadId } from '../port.ts';
import type { TextRow } from '../storage/records.ts';
import type { StoreReader } from '../storage/store.ts';
import { rowOf } from './find-message.ts';
import { type NameOf, quoteOf } from './messages.ts';

type Row = { readonly kind: string };

const nameOf = ({ author, id }: Target): string => `${author} ${id}`;
const isText = (row: Row): row is TextRow => row.kind === 'text';

export class Quotes {
  readonly #read: StoreReader;
  readonly #conversation: GroupId;
  readonly #inThread: boolean;
  readonly #state: () => OrgState;
  readonly #nameOf: NameOf;
  readonly #known = new Map<string, QuoteView>();
  readonly #quoting = new Map<string, Set<string>>();

  constructor(
    read: StoreReader,
    { conversation, thread }: { readonly conversation: GroupId; readonly thread?: ThreadId | undefined },
    state: () => OrgState,
    nameOf: NameOf,
  ) {
    this.#read = read;
    this.#conversation = conversation;
    this.#inThread = thread !== undefined;
    this.#state = state;
    this.#nameOf = nameOf;
  }

  /** Takes note of how a message is now. @returns the places of those that quote it. */
  note(row: TextRow): readonly string[] {
    const name = nameOf(targetOf(row));
    this.#known.set(name, quoteOf(row, this.#nameOf));
    return [...(this.#quoting.get(name) ?? [])];
  }

  /** The message at this place is gone. @returns the places of those that quote it, and what they quote now. */
  forget(place: string): { readonly places: readonly string[]; readonly quote: QuoteView } | undefined {
    for (const [name, quote] of this.#known) {
      if (quote.kind !== 'here' || quote.key !== place) continue;
      this.#known.delete(name);
      return { places: [...(this.#quoting.get(name) ?? [])], quote: { kind: 'missing', author: quote.author } };
    }
    return undefined;
  }

  /** What `row` quotes, as far as it is known. */
  of(row: TextRow): QuoteView | undefined {
    const { order } = row;
    const reply = this.#quotedBy(row);
    if (reply === undefined) return undefined;
    const name = nameOf(reply);
    const quoting = this.#quoting.get(name) ?? new Set<string>();
    this.#quoting.set(name, quoting.add(order));
    return this.#known.get(name) ?? { kind: 'missing', author: reply.author };
  }

  /** What a message answers. What was said in a thread answers, for the room, the thread's beginning. */
  #quotedBy({ reply, thread }: TextRow): Target | undefined {
    return reply ?? (this.#inThread ? undefined : thread);
  }

  /** Looks up what is quoted and not known. @returns the places of those that quote what was found. */
  async find(rows: readonly Row[]): Promise<readonly string[]> {
    const here = new Set(rows.filter(isText).map((row) => nameOf(targetOf(row))));
    const wanted = new Map<string, Target>();
    for (const row of rows) {
      const quoted = isText(row) ? this.#quotedBy(row) : undefined;
      if (quoted === undefined) continue;
      const name = nameOf(quoted);
      if (!here.has(name) && !this.#known.has(name)) wanted.set(name, quoted);
    }
    const places = [...wanted.values()].map(async (target) => {
      const found = await rowOf(this.#read, this.#state(), this.#conversation, target);
      return found === undefined ? [] : this.note(found);
    });
    return (await Promise.all(places)).flat();
  }
}
