import type { StaffMember } from '#client/bridge/port.ts';
import { Chip } from '#client/ui/Chip.tsx';
import { adminWords } from '#client/words/admin.ts';

/** How somebody stands who is not simply in. */
export function StandingChip({ standing }: Pick<StaffMember, 'standing'>) {
  if (standing === 'active') return null;
  return <Chip tone={standing === 'suspended' ? 'warning' : 'danger'}>{adminWords.console.standings[standing]}</Chip>;
}
