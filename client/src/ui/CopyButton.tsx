import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { words } from '#client/words/index.ts';
import { Button } from './Button.tsx';
import { say } from './toast.tsx';

/** Copies `text` and says that it did. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_500);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button
      icon={copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
      onPress={() => {
        navigator.clipboard.writeText(text).then(
          () => setCopied(true),
          () => say(words.ui.copyingForbidden, words.ui.copyYourself),
        );
      }}
    >
      {copied ? words.ui.copied : label}
    </Button>
  );
}
