import { Choice } from './Choice.tsx';

const periods = [
  { value: '24', label: '1 day' },
  { value: '168', label: '7 days' },
  { value: '720', label: '30 days' },
] as const;

/** How long something works, in hours. */
export type Period = (typeof periods)[number]['value'];

export function PeriodChoice({
  label = 'The link works for',
  value,
  onChange,
}: {
  readonly label?: string;
  readonly value: Period;
  readonly onChange: (period: Period) => void;
}) {
  return <Choice label={label} options={periods} value={value} onChange={onChange} />;
}
