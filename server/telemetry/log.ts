/**
 * The relay's log lines. They say what happened to the relay, never who wrote to whom: no body, no identifier of a person,
 * device or group, no address. Callers pass numbers and words that stand in the code.
 */
import { type DestinationStream, pino } from 'pino';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';

export interface Log {
  info(what: string, numbers?: Readonly<Record<string, number | string>>): void;
  warn(what: string, numbers?: Readonly<Record<string, number | string>>): void;
  /** `error` is told by its name and where it was thrown: its message may quote what a stranger sent. */
  error(what: string, error: unknown): void;
}

export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  const logger = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    destination ?? pino.destination(2),
  );
  return {
    info: (what, numbers = {}) => logger.info(numbers, what),
    warn: (what, numbers = {}) => logger.warn(numbers, what),
    error: (what, error) => logger.error(linesOf(error), what),
  };
}

function linesOf(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const cause = error.cause instanceof Error ? { cause: nameOf(error.cause) } : {};
  return { error: nameOf(error), at: frames.slice(0, 3).join(' ').replace(/\s+/g, ' ').trim(), ...cause };
}

function nameOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name;
}
