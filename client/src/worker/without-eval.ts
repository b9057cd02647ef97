/** Imported before any schema is made: zod otherwise tries whether `Function` is allowed, which our policy reports. */
import { z } from 'zod/mini';

z.config({ jitless: true });
