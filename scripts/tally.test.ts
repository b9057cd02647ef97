import { describe, expect, it } from 'vitest';
import { absent, closingLine, failedStories, failedUnits, outcome, storyTally, sum, unitTally } from './tally.ts';

const vitest = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 };
const stats = { expected: 4, unexpected: 0, flaky: 0, skipped: 0 };

describe('the reports of the parts', () => {
  it('are counted', () => {
    expect(unitTally(vitest, 0)).toEqual({ passed: 3, failed: 0, skipped: 2 });
    expect(unitTally({ ...vitest, numFailedTests: 2 }, 1)).toEqual({ passed: 3, failed: 2, skipped: 2 });
    expect(storyTally({ stats }, 0)).toEqual({ passed: 4, failed: 0, skipped: 0 });
    expect(storyTally({ stats: { ...stats, unexpected: 1 } }, 1).failed).toBe(1);
  });

  it('never pass when the run broke, saw nothing, or passed on a second try only', () => {
    expect(unitTally(vitest, 1).failed).toBe(1);
    expect(unitTally({ ...vitest, numPassedTests: 0 }, 0).failed).toBe(1);
    expect(storyTally({ stats: { ...stats, expected: 0, skipped: 9 } }, 0).failed).toBe(1);
    expect(storyTally({ stats: { ...stats, flaky: 1 } }, 0).failed).toBe(1);
  });

  it('are refused when they are something else', () => {
    for (const report of [null, {}, { ...vitest, numPassedTests: '3' }, { ...vitest, numFailedTests: -1 }])
      expect(() => unitTally(report, 0)).toThrow();
    expect(() => storyTally({}, 0)).toThrow();
  });
});

describe('what failed', () => {
  it('is named with its reason, files that broke before their first test included', () => {
    const one = (status: string, fullName: string) => ({
      status,
      fullName,
      failureMessages: status === 'failed' ? ['Error: in vain\n    at a.test.ts:3\n    at node_modules/x.js:1'] : [],
    });
    const testResults = [
      { name: 'a.test.ts', status: 'failed', assertionResults: [one('passed', 'x'), one('failed', 'y')] },
      { name: 'b.test.ts', status: 'failed', message: 'no such file', assertionResults: [] },
      { name: 'c.test.ts', status: 'passed', assertionResults: [one('passed', 'z')] },
    ];
    expect(failedUnits({ testResults })).toEqual([
      'a.test.ts > y\n    Error: in vain\n        at a.test.ts:3',
      'b.test.ts\n    no such file',
    ]);
  });

  it('is named in stories too, and so is what passed on a second try only', () => {
    const spec = (title: string, ok: boolean, status: string) => ({
      file: 'a.story.ts',
      title,
      ok,
      tests: [
        { status, results: status === 'expected' ? [{}] : [{ error: { message: '\u001b[31mnot seen\u001b[39m' } }] },
      ],
    });
    const specs = [spec('x', true, 'expected'), spec('y', false, 'unexpected'), spec('z', true, 'flaky')];
    const nested = { specs: [spec('deep', false, 'unexpected')] };
    expect(failedStories({ suites: [{ specs, suites: [nested] }] })).toEqual([
      'a.story.ts > y\n    not seen',
      'a.story.ts > z\n    not seen',
      'a.story.ts > deep\n    not seen',
    ]);
  });
});

describe('the closing line', () => {
  it('adds everything up, and says what was left out', () => {
    expect(closingLine(sum([outcome(true), { passed: 7, failed: 0, skipped: 0 }]))).toBe('8 passed, 0 failed');
    expect(closingLine(sum([outcome(true), outcome(false), absent]))).toBe('1 passed, 1 failed, 1 skipped');
  });
});
