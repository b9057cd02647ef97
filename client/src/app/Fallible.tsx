import { Component, type ReactNode } from 'react';
import { Button } from '#client/ui/Button.tsx';
import { Stage } from '#client/ui/Stage.tsx';
import { words } from '#client/words/index.ts';

/** Stands in for a view that broke: a mistake of ours, said as one. What was being sent is safe in the core. */
export class Fallible extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <Stage title={words.app.broke} lead={words.app.brokeNext}>
        <Button variant="primary" wide onPress={() => location.reload()}>
          {words.shared.reload}
        </Button>
      </Stage>
    );
  }
}
