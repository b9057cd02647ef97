export { type PolicyField, type PolicyFieldName, type PolicyValues, policyFields } from './fields.ts';
export { defaultPolicy, parsePolicy, weakenedFields } from './policy.ts';
