/** What the log is judged with. */
import { sha256, verify } from '../crypto/primitives.ts';

export const logCrypto = { sha256, verify };
