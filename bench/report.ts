/** The results as text: one table, then the budgets. */
import type { Budget, Figure, PartResult, Row, Unit } from './result.ts';

const HEAD = ['part', 'what', 'setting', 'unit', 'ours', 'p99', 'peer', 'p99', 'ratio'] as const;
const TEXT_COLUMNS = 4;

/** All results as one table, each part's peer named below it, and what the budgets came to. */
export function report(results: readonly PartResult[]): string {
  const rows = results.flatMap(({ part, rows }) => rows.map((row) => cellsOf(part, row)));
  const peers = results.filter(({ peer }) => peer !== '').map(({ part, peer }) => `peer of ${part}: ${peer}`);
  const notes = results.flatMap(({ part, notes }) => notes.map((note) => `${part}: ${note}`));
  const budgets = results.flatMap(({ part, budgets }) => budgets.map((budget) => budgetLine(part, budget)));
  const sections = [table([[...HEAD], ...rows]), [...peers, ...notes].join('\n'), ['budgets:', ...budgets].join('\n')];
  return sections.filter((section) => section !== '').join('\n\n');
}

function cellsOf(part: string, { what, setting, unit, ours, peer, ratio }: Row): string[] {
  const p99 = (figure: Figure | undefined) => (figure?.p99 === undefined ? '' : amount(figure.p99, unit));
  const peerMedian = peer === undefined ? '' : amount(peer.median, unit);
  const times = ratio === undefined ? '' : `${ratio.toFixed(1)} ×`;
  return [part, what, setting, unit, amount(ours.median, unit), p99(ours), peerMedian, p99(peer), times];
}

function budgetLine(part: string, { what, unit, atMost, atLeast, measured, met }: Budget): string {
  const limit = atMost === undefined ? `at least ${amount(atLeast ?? 0, unit)}` : `at most ${amount(atMost, unit)}`;
  const word = unit === 'times' ? '×' : unit;
  return `  ${met ? 'met    ' : 'NOT MET'}  ${part}: ${what}: ${amount(measured, unit)} ${word} (${limit} ${word})`;
}

/** Three digits that mean something, and thousands set apart. */
function amount(value: number, unit: Unit): string {
  if (unit === 'ms') return value < 10 ? value.toFixed(3) : value.toFixed(1);
  if (value < 100) return value.toFixed(1);
  return Math.round(value).toLocaleString('en-US').replaceAll(',', ' ');
}

function table(lines: readonly (readonly string[])[]): string {
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const padded = lines.map((line) =>
    line.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column < TEXT_COLUMNS ? cell.padEnd(width) : cell.padStart(width);
    }),
  );
  return padded.map((line) => line.join('  ').trimEnd()).join('\n');
}
