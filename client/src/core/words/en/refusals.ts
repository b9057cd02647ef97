/** Why the log does not admit an entry. */
import { refusals as inTheLog, type RefusalCode } from '#shared/org-log/index.ts';

export const refusals: Record<RefusalCode, string> = inTheLog;
