import { Component, type ReactNode } from 'react';
import { Button } from '#client/ui/Button.tsx';
import { Stage } from '#client/ui/Stage.tsx';

/** Stands in for a view that broke: a mistake of ours, said as one. What was being sent is safe in the core. */
export class Fallible extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <Stage
        title="This page broke"
        lead="That is our mistake, not yours. Your messages are safe: what you sent is still being sent."
      >
        <Button variant="primary" wide onPress={() => location.reload()}>
          Reload
        </Button>
      </Stage>
    );
  }
}
