export {
  LEVELS,
  type Level,
  type PolicyField,
  type PolicyFieldName,
  type PolicyValues,
  policyFields,
  rankOf,
  UNLIMITED_MINUTES,
} from './fields.ts';
export { isInNetworks } from './networks.ts';
export {
  defaultPolicy,
  lockedFields,
  parseLocks,
  parsePolicy,
  replacedWords,
  strictest,
  unlocked,
  weakenedFields,
} from './policy.ts';
