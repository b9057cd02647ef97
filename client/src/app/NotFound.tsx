import { Compass } from 'lucide-react';
import { Button } from '#client/ui/Button.tsx';
import { EmptyState } from '#client/ui/EmptyState.tsx';
import { words } from '#client/words/index.ts';

/** Nothing is at this address. */
export function NotFound({ onHome }: { readonly onHome: () => void }) {
  return (
    <EmptyState
      level={1}
      icon={<Compass size={32} aria-hidden />}
      title={words.app.nothingHere}
      action={
        <Button variant="primary" onPress={onHome}>
          {words.app.toConversations}
        </Button>
      }
    >
      {words.app.wrongAddress}
    </EmptyState>
  );
}
