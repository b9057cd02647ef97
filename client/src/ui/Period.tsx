import { words } from '#client/words/index.ts';
import { Choice } from './Choice.tsx';

/** How long something works, in hours. */
export type Period = '24' | '168' | '720';

const periods: readonly { readonly value: Period; readonly days: number }[] = [
  { value: '24', days: 1 },
  { value: '168', days: 7 },
  { value: '720', days: 30 },
];

export function PeriodChoice({
  label = words.ui.linkWorksFor,
  value,
  onChange,
}: {
  readonly label?: string;
  readonly value: Period;
  readonly onChange: (period: Period) => void;
}) {
  const options = periods.map(({ days, ...period }) => ({ ...period, label: words.counting.length(days, 'day') }));
  return <Choice label={label} options={options} value={value} onChange={onChange} />;
}
