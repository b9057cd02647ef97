/** What the parts of `npm test` report, read strictly: a report that is not understood is a failure, never a silence. */
import { stripVTControlCharacters } from 'node:util';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** One thing that either holds or not. */
export const outcome = (holds: boolean): Tally => ({ passed: holds ? 1 : 0, failed: holds ? 0 : 1, skipped: 0 });

/** A part that this tree does not have yet. It stays visible in the closing line. */
export const absent: Tally = { passed: 0, failed: 0, skipped: 1 };

export function sum(tallies: readonly Tally[]): Tally {
  const total = (name: keyof Tally) => tallies.reduce((all, tally) => all + tally[name], 0);
  return { passed: total('passed'), failed: total('failed'), skipped: total('skipped') };
}

/**
 * Vitest's JSON report together with its exit code.
 * @throws Error when `report` is not one.
 */
export function unitTally(report: unknown, code: number): Tally {
  const counts = record(report);
  const passed = count(counts.numPassedTests);
  const failed = count(counts.numFailedTests);
  const skipped = count(counts.numPendingTests) + count(counts.numTodoTests);
  return withExitCode({ passed, failed, skipped }, code);
}

/**
 * Playwright's JSON report together with its exit code. A test that passed only when repeated counts as failed: what
 * fails now and then is broken now and then.
 * @throws Error when `report` is not one.
 */
export function storyTally(report: unknown, code: number): Tally {
  const stats = record(record(report).stats);
  const failed = count(stats.unexpected) + count(stats.flaky);
  return withExitCode({ passed: count(stats.expected), failed, skipped: count(stats.skipped) }, code);
}

/** A suite that breaks before its first test has no failed test, only an exit code; and no test at all proves nothing. */
function withExitCode(tally: Tally, code: number): Tally {
  const brokeOtherwise = (code !== 0 && tally.failed === 0) || tally.passed + tally.failed === 0;
  return brokeOtherwise ? { ...tally, failed: tally.failed + 1 } : tally;
}

/** Which tests of Vitest's JSON report failed, and files that broke before their first test, by file and name, and why. */
export function failedUnits(report: unknown): string[] {
  return list(record(report).testResults).flatMap((file) => {
    const { name, status, message, assertionResults } = record(file);
    const failed = list(assertionResults)
      .map(record)
      .filter((test) => test.status === 'failed');
    if (failed.length === 0 && status === 'failed') return [`${String(name)}${because(message)}`];
    return failed.map((test) => {
      const reasons = test.failureMessages;
      return `${String(name)} > ${String(test.fullName)}${because(Array.isArray(reasons) ? reasons[0] : undefined)}`;
    });
  });
}

/** How many lines of a reason are said again: what was expected, and the places in our own files. */
const REASON_LINES = 12;

/** The beginning of why something failed. Long outputs lose their middle on the way to whoever has to mend it. */
function because(reason: unknown): string {
  if (typeof reason !== 'string') return '';
  const lines = stripVTControlCharacters(reason)
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.includes('node_modules'));
  return lines
    .slice(0, REASON_LINES)
    .map((line) => `\n    ${line}`)
    .join('');
}

/** Which stories of Playwright's JSON report failed, or passed on a second try only, by file and title, and why. */
export function failedStories(report: unknown): string[] {
  const inSuite = (suite: unknown): string[] => {
    const { specs, suites } = record(suite);
    const failed = list(specs)
      .map(record)
      .filter(({ ok, tests }) => ok !== true || list(tests).some((test) => record(test).status === 'flaky'));
    return [
      ...failed.map(({ file, title, tests }) => `${String(file)} > ${String(title)}${because(storyError(tests))}`),
      ...(suites === undefined ? [] : list(suites).flatMap(inSuite)),
    ];
  };
  return list(record(report).suites).flatMap(inSuite);
}

/** What the first try that failed says. */
function storyError(tests: unknown): unknown {
  const tries = list(tests).flatMap((test) => list(record(test).results).map(record));
  return tries
    .map(({ error }) => (typeof error === 'object' && error !== null ? record(error).message : undefined))
    .find((message) => message !== undefined);
}

/** The line that `npm test` ends with. */
export function closingLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new Error('the report is not an object');
  return value as Record<string, unknown>;
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error('the report lacks a list');
  return value;
}

function count(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw new Error('the report lacks a count');
  return value;
}
