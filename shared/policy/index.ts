export {
  type PolicyField,
  type PolicyFieldName,
  type PolicyValues,
  policyFields,
  UNLIMITED_MINUTES,
} from './fields.ts';
export {
  defaultPolicy,
  lockedFields,
  parseLocks,
  parsePolicy,
  strictest,
  unlocked,
  weakenedFields,
} from './policy.ts';
