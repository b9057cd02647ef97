/** The log as what happened: read once entry by entry, kept, and put into words when somebody looks. */
import type { DeviceId, InvitationId, OrgId, UserId } from '#shared/ids/index.ts';
import {
  effectOf,
  type LogEntry,
  type Matter,
  type PolicyScope,
  parseEnvelope,
  type Signer,
} from '#shared/org-log/index.ts';
import { type PolicyValues, parseLocks, parsePolicy, unlocked } from '#shared/policy/index.ts';
import type { StoreReader } from '../storage/store.ts';

/** One entry with what it followed: its signers, and the policy that had been decided before it. */
export interface TrailRow {
  readonly index: number;
  readonly entry: LogEntry;
  readonly by: readonly Signer[];
  /** Of a decision on a policy: what had been decided, or was proposed, and what it decides or proposes. */
  readonly policy?: { readonly before: PolicyValues; readonly after: PolicyValues; readonly ofLocks: boolean };
  /** Of an approval or a withdrawal: what was proposed. */
  readonly matter?: Matter;
}

/** Everything that is read of the log at once. */
const PAGE = 500;

/** Grows with the log; one per open core. */
export class Trail {
  readonly rows: TrailRow[] = [];
  readonly #read: StoreReader;
  /** What was decided last for each security group; it may still be waiting. */
  readonly #decided = new Map<PolicyScope, PolicyValues>();
  readonly #proposed = new Map<PolicyScope, PolicyValues>();
  #first: PolicyScope | undefined;
  #org: OrgId | undefined;
  #growing: Promise<void> | undefined;

  constructor(read: StoreReader) {
    this.#read = read;
  }

  /** Reads on until there are `size` entries. What was admitted before is not judged again. */
  async upTo(size: number): Promise<readonly TrailRow[]> {
    while (this.rows.length < size) {
      const before = this.rows.length;
      this.#growing ??= this.#grow().finally(() => {
        this.#growing = undefined;
      });
      await this.#growing;
      if (this.rows.length === before) break;
    }
    return this.rows;
  }

  /** By pages, each in a turn of its own: messages go on while a long log is read. */
  async #grow(): Promise<void> {
    for (const { index, bytes } of await this.#read.log(this.rows.length, PAGE)) {
      if (index !== this.rows.length) continue;
      const { entry, signatures } = parseEnvelope(bytes);
      const policy = this.#policyOf(entry);
      const matter = this.#proposedAt(entry);
      const by = signatures.map((one) => one.by);
      this.rows.push({ index, entry, by, ...(policy && { policy }), ...(matter && { matter }) });
    }
  }

  #proposedAt(entry: LogEntry): Matter | undefined {
    if (entry.kind !== 'decision.approve' && entry.kind !== 'decision.withdraw') return undefined;
    const proposed = this.rows[entry.proposal]?.entry;
    return proposed?.kind === 'decision.propose' ? proposed.matter : undefined;
  }

  #policyOf(entry: LogEntry): TrailRow['policy'] {
    switch (entry.kind) {
      case 'org.create':
        this.#first = entry.group.id;
        this.#org = entry.org;
        this.#decided.set(entry.org, unlocked);
        this.#decided.set(entry.group.id, parsePolicy(entry.policy));
        return undefined;
      case 'security-group.set': {
        const first = this.#first && this.#decided.get(this.#first);
        if (first !== undefined && !this.#decided.has(entry.group)) this.#decided.set(entry.group, first);
        return undefined;
      }
      case 'policy.set':
      case 'policy.propose': {
        const before = this.#decided.get(entry.group);
        const ofLocks = entry.group === this.#org;
        const after = (ofLocks ? parseLocks : parsePolicy)(entry.values);
        if (before === undefined) return undefined;
        if (entry.kind === 'policy.set') this.#decided.set(entry.group, after);
        else this.#proposed.set(entry.group, after);
        return { before, after, ofLocks };
      }
      case 'policy.approve': {
        const [before, after] = [this.#decided.get(entry.group), this.#proposed.get(entry.group)];
        if (before === undefined || after === undefined) return undefined;
        this.#decided.set(entry.group, after);
        return { before, after, ofLocks: entry.group === this.#org };
      }
      default:
        return undefined;
    }
  }
}

/** Whom an entry is about, or what it proposes. `of` tells whose a device or an invitation is. */
export function subjectOf(
  said: LogEntry,
  of: {
    readonly device: (id: DeviceId) => UserId | undefined;
    readonly invitation: (id: InvitationId) => UserId | undefined;
  },
): UserId | undefined {
  const entry = said.kind === 'decision.propose' ? said.matter : effectOf(said);
  switch (entry.kind) {
    case 'device.revoke':
      return of.device(entry.device);
    case 'invite.create':
      return entry.resets ?? of.invitation(entry.invitation);
    case 'invite.revoke':
      return of.invitation(entry.invitation);
    case 'org.create':
      return entry.owner.id;
    default:
      return 'user' in entry ? entry.user : undefined;
  }
}

/** What an entry decided on for a security group; of a proposal, what it asked for. */
export function groupOf(entry: LogEntry): PolicyScope | undefined {
  return 'group' in entry && typeof entry.group === 'string' ? entry.group : undefined;
}
