/**
 * When a device last put fresh keys into a group, as its leaf says: signed by the device, in the tree, and so the same for every
 * member, however little the relay is trusted. A leaf that a commit has made says it in an extension; one that a
 * KeyPackage has brought has that KeyPackage's lifetime (RFC 9420 §7.2).
 */
import type { ClientState, Extension, LeafNode } from 'ts-mls';
import { capabilities } from './key-packages.ts';
import { FRESH_AT_BYTES, FRESH_AT_EXTENSION } from './profile.ts';

/** The longest time between the making of a KeyPackage and its use that is believed: four weeks, and a day for clocks. */
const KEY_PACKAGE_SPAN = 29 * 24 * 3_600_000;

/** The time in ms; undefined for a leaf that does not say it. */
export function signOfLife(leaf: LeafNode): number | undefined {
  if (leaf.leafNodeSource === 'key_package') {
    const [from, to] = [leaf.lifetime.notBefore, leaf.lifetime.notAfter].map((seconds) => Number(seconds) * 1_000);
    return Math.min(to ?? 0, (from ?? 0) + KEY_PACKAGE_SPAN);
  }
  const found = leaf.extensions.find(({ extensionType }) => extensionType === FRESH_AT_EXTENSION);
  if (found === undefined) return undefined;
  const { buffer, byteOffset } = found.extensionData;
  return Number(new DataView(buffer, byteOffset, FRESH_AT_BYTES).getBigUint64(0));
}

function freshAt(now: number): Extension {
  const extensionData = new Uint8Array(FRESH_AT_BYTES);
  new DataView(extensionData.buffer).setBigUint64(0, BigInt(Math.max(0, Math.floor(now))));
  return { extensionType: FRESH_AT_EXTENSION, extensionData };
}

/** The state with an own leaf that says `now`: only to make a commit from that replaces this leaf. */
export function withSignOfLife(state: ClientState, now: number): ClientState {
  const place = state.privatePath.leafIndex * 2;
  const node = state.ratchetTree[place];
  if (node?.nodeType !== 'leaf') return state;
  const leaf = { ...node.leaf, extensions: [freshAt(now)], capabilities: capabilities() };
  const ratchetTree = [...state.ratchetTree];
  ratchetTree[place] = { ...node, leaf };
  return { ...state, ratchetTree };
}
