import { Compass } from 'lucide-react';
import { Button } from '#client/ui/Button.tsx';
import { EmptyState } from '#client/ui/EmptyState.tsx';

/** Nothing is at this address. */
export function NotFound({ onHome }: { readonly onHome: () => void }) {
  return (
    <EmptyState
      level={1}
      icon={<Compass size={32} aria-hidden />}
      title="Nothing is here"
      action={
        <Button variant="primary" onPress={onHome}>
          To your conversations
        </Button>
      }
    >
      The address is wrong, or what it led to is not yours to see any more.
    </EmptyState>
  );
}
