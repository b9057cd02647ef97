export {
  type PolicyField,
  type PolicyFieldName,
  type PolicyValues,
  policyFields,
  UNLIMITED_MINUTES,
} from './fields.ts';
export { defaultPolicy, parsePolicy, weakenedFields } from './policy.ts';
