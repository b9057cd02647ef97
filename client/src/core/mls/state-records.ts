/**
 * How group state lies on disk. Encoding the whole state for each message costs tens of milliseconds in a large group, so
 * it is split into records of which an operation changes few:
 *
 * - `epoch`: context, key schedule, tree and private path of the current epoch; written once per commit.
 * - `past/<epoch>`: when it ended, and what is needed to decrypt its late messages, and no more: never its key schedule,
 *   from which the next epoch could be derived.
 * - `ratchets/<epoch>/<n>`: the sender ratchets of leaves 16n to 16n+15; one of these is written per message. Nothing else
 *   holds ratchet secrets, so that a used key is gone from the disk when its record has been rewritten (RFC 9420 §9.2).
 */
import type { CiphersuiteImpl, ClientConfig, ClientState, EpochReceiverData, SecretTree } from 'ts-mls';
import { decodeUint64, uint64Encoder } from 'ts-mls/codec/number.js';
import { encode } from 'ts-mls/codec/tlsEncoder.js';
import { decodeVarLenData, varLenDataEncoder } from 'ts-mls/codec/variableLength.js';
import { decodeGroupContext, groupContextEncoder } from 'ts-mls/groupContext.js';
import { decodeKeySchedule, keyScheduleEncoder } from 'ts-mls/keySchedule.js';
import { decodePrivateKeyPath, privateKeyPathEncoder } from 'ts-mls/privateKeyPath.js';
import { decodeRatchetTree, ratchetTreeEncoder } from 'ts-mls/ratchetTree.js';
import { decodeSecretTreeNode, secretTreeNodeEncoder } from 'ts-mls/secretTree.js';
import { concatBytes } from '#shared/encoding/index.ts';
import { MlsError } from './errors.ts';
import type { Retained } from './retention.ts';

/** One record. `bytes` is null where the record of that key is to be deleted. All of it is secret: seal before storing. */
export interface StateRecord {
  readonly key: string;
  readonly bytes: Uint8Array | null;
}

const CHUNK_LEAVES = 16;

type Decoder<T> = (bytes: Uint8Array, offset: number) => [T, number] | undefined;

/** The records of `next` that differ from those of `previous`; all of them where there is no previous state. */
export function encodeRecords({ state: next, ended }: Retained, previous: ClientState | undefined): StateRecord[] {
  const records: StateRecord[] = [];
  const epoch = next.groupContext.epoch;
  const sameEpoch = previous !== undefined && previous.keySchedule === next.keySchedule;
  if (!sameEpoch || previous.groupActiveState !== next.groupActiveState) {
    records.push({ key: 'epoch', bytes: encodeEpoch(next) });
  }
  const before = new Map<bigint, SecretTree>();
  if (previous !== undefined) {
    before.set(previous.groupContext.epoch, previous.secretTree);
    for (const [past, { secretTree }] of previous.historicalReceiverData) before.set(past, secretTree);
  }
  records.push(...encodeRatchets(epoch, next.secretTree, before.get(epoch)));
  for (const [past, receiver] of next.historicalReceiverData) {
    if (previous?.historicalReceiverData.has(past) !== true) {
      records.push({ key: `past/${past}`, bytes: encodePast(receiver, ended.get(past) ?? 0) });
    }
    records.push(...encodeRatchets(past, receiver.secretTree, before.get(past)));
  }
  for (const [past, tree] of before) {
    if (past === epoch || next.historicalReceiverData.has(past)) continue;
    if (previous?.historicalReceiverData.has(past) === true) records.push({ key: `past/${past}`, bytes: null });
    for (let chunk = 0; chunk < chunkCount(tree); chunk += 1)
      records.push({ key: `ratchets/${past}/${chunk}`, bytes: null });
  }
  return records;
}

/**
 * The state that these records hold.
 * @throws MlsError `corrupt-state` when a record is missing, left over or does not decode.
 */
export function decodeRecords(
  records: readonly StateRecord[],
  clientConfig: ClientConfig,
  signaturePrivateKey: Uint8Array,
): Retained & { suiteName: CiphersuiteImpl['name'] } {
  const byKey = new Map(records.flatMap(({ key, bytes }) => (bytes === null ? [] : [[key, bytes] as const])));
  const epochBytes = byKey.get('epoch');
  if (epochBytes === undefined) throw new MlsError('corrupt-state', 'no epoch record');
  const read = reader(epochBytes);
  const groupContext = read(decodeGroupContext);
  const keySchedule = read(decodeKeySchedule);
  const ratchetTree = read(decodeRatchetTree);
  const privatePath = read(decodePrivateKeyPath);
  const confirmationTag = read(decodeVarLenData);
  const active = read(decodeVarLenData);
  const historicalReceiverData = new Map<bigint, EpochReceiverData>();
  const ended = new Map<bigint, number>();
  const pastEpochs = [...byKey.keys()].flatMap((key) => (key.startsWith('past/') ? [BigInt(key.slice(5))] : []));
  for (const past of pastEpochs.sort((left, right) => (left < right ? -1 : 1))) {
    const readPast = reader(byKey.get(`past/${past}`) ?? new Uint8Array(0));
    ended.set(past, Number(readPast(decodeUint64)));
    const pastTree = readPast(decodeRatchetTree);
    historicalReceiverData.set(past, {
      ratchetTree: pastTree,
      groupContext: readPast(decodeGroupContext),
      senderDataSecret: readPast(decodeVarLenData),
      resumptionPsk: readPast(decodeVarLenData),
      secretTree: decodeRatchets(past, pastTree.length, byKey),
    });
  }
  const state: ClientState = {
    groupContext,
    keySchedule,
    ratchetTree,
    privatePath,
    confirmationTag,
    secretTree: decodeRatchets(groupContext.epoch, ratchetTree.length, byKey),
    historicalReceiverData,
    signaturePrivateKey,
    unappliedProposals: {},
    groupActiveState: active[0] === 1 ? { kind: 'active' } : { kind: 'removedFromGroup' },
    clientConfig,
  };
  return { state, ended, suiteName: groupContext.cipherSuite };
}

function encodeEpoch(state: ClientState): Uint8Array {
  return concatBytes(
    encode(groupContextEncoder)(state.groupContext),
    encode(keyScheduleEncoder)(state.keySchedule),
    encode(ratchetTreeEncoder)(state.ratchetTree),
    encode(privateKeyPathEncoder)(state.privatePath),
    encode(varLenDataEncoder)(state.confirmationTag),
    encode(varLenDataEncoder)(Uint8Array.of(state.groupActiveState.kind === 'active' ? 1 : 0)),
  );
}

function encodePast(receiver: EpochReceiverData, endedAt: number): Uint8Array {
  return concatBytes(
    encode(uint64Encoder)(BigInt(endedAt)),
    encode(ratchetTreeEncoder)(receiver.ratchetTree),
    encode(groupContextEncoder)(receiver.groupContext),
    encode(varLenDataEncoder)(receiver.senderDataSecret),
    encode(varLenDataEncoder)(receiver.resumptionPsk),
  );
}

function chunkCount(tree: SecretTree): number {
  return Math.ceil(tree.length / (2 * CHUNK_LEAVES));
}

function encodeRatchets(epoch: bigint, tree: SecretTree, before: SecretTree | undefined): StateRecord[] {
  if (tree === before) return [];
  const records: StateRecord[] = [];
  for (let chunk = 0; chunk < chunkCount(tree); chunk += 1) {
    const start = chunk * 2 * CHUNK_LEAVES;
    const end = Math.min(start + 2 * CHUNK_LEAVES, tree.length);
    const leaves: Uint8Array[] = [];
    let changed = before === undefined || before.length !== tree.length;
    // Only leaves have senders: the ratchets that the library makes for inner nodes are never used and never stored.
    for (let index = start; index < end; index += 2) {
      const node = tree[index];
      if (node === undefined) throw new MlsError('corrupt-state', 'secret tree has a hole');
      if (node !== before?.[index]) changed = true;
      leaves.push(encode(secretTreeNodeEncoder)(node));
    }
    if (changed) records.push({ key: `ratchets/${epoch}/${chunk}`, bytes: concatBytes(...leaves) });
  }
  return records;
}

function decodeRatchets(epoch: bigint, length: number, byKey: ReadonlyMap<string, Uint8Array>): SecretTree {
  const tree: SecretTree = [];
  for (let chunk = 0; chunk * 2 * CHUNK_LEAVES < length; chunk += 1) {
    const bytes = byKey.get(`ratchets/${epoch}/${chunk}`);
    if (bytes === undefined) throw new MlsError('corrupt-state', `no ratchets ${epoch}/${chunk}`);
    const read = reader(bytes);
    const end = Math.min((chunk + 1) * 2 * CHUNK_LEAVES, length);
    for (let index = chunk * 2 * CHUNK_LEAVES; index < end; index += 2) {
      tree[index] = read(decodeSecretTreeNode);
      if (index + 1 < length) tree[index + 1] = unusedInnerNode();
    }
  }
  return tree;
}

function unusedInnerNode(): SecretTree[number] {
  const none = () => ({ secret: new Uint8Array(0), generation: 0, unusedGenerations: {} });
  return { handshake: none(), application: none() };
}

function reader(bytes: Uint8Array): <T>(decode: Decoder<T>) => T {
  let offset = 0;
  return (decode) => {
    let result: [ReturnType<typeof decode> extends [infer V, number] | undefined ? V : never, number] | undefined;
    try {
      result = decode(bytes, offset) as typeof result;
    } catch (cause) {
      throw new MlsError('corrupt-state', 'record does not decode', { cause });
    }
    if (result === undefined) throw new MlsError('corrupt-state', 'record does not decode');
    offset += result[1];
    return result[0];
  };
}
