export {
  concatBytes,
  decodeBase64url,
  decodeHex,
  decodeUtf8,
  encodeBase64url,
  encodeHex,
  encodeUtf8,
  equalBytes,
} from './bytes.ts';
export { canonicalJson, parseCanonicalJson } from './canonical-json.ts';
export { type Label, labelled, labels } from './labels.ts';
