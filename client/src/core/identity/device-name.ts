/** What a person calls one of their devices. Only their own devices know it. */

export const DEVICE_NAME_MAX = 40;

/** Whether it can be one: neither empty nor long, and nothing that reorders or hides the words around it. */
export function isDeviceName(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length <= DEVICE_NAME_MAX &&
    value.trim() === value &&
    value !== '' &&
    value.isWellFormed() &&
    !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(value)
  );
}
