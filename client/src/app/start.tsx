/** Puts the app into the page. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { type Drafts, DraftsContext } from '#client/bridge/files.ts';
import { BridgeProvider, useSession } from '#client/bridge/hooks.ts';
import { type AppLink, parseAppLinkFragment } from '#client/bridge/permalink.ts';
import { startBridge } from '#client/bridge/start.ts';
import { language, onLanguage } from '#client/words/index.ts';
import { App } from './App.tsx';
import { Fallible } from './Fallible.tsx';
import { takeFragment } from './link-secret.ts';

/** A file that is let go beside where files are taken would be opened in place of the app, and end the session. */
function keepPage(event: DragEvent): void {
  if (event.dataTransfer?.types.includes('Files') !== true) return;
  event.dataTransfer.dropEffect = 'none';
  event.preventDefault();
}

/** `fragment` is the secret of the link through which the person came. It lives in memory only. */
export function start(fragment: string | undefined): void {
  const root = document.getElementById('root');
  if (root === null) throw new Error('the page has no root element');
  const bridge = startBridge();
  window.addEventListener('dragover', keepPage);
  window.addEventListener('drop', keepPage);
  createRoot(root).render(
    <Fallible>
      <BridgeProvider bridge={bridge}>
        <LinkedApp fragment={fragment} />
      </BridgeProvider>
    </Fallible>,
  );
}

/** A link that is opened while the app runs changes only the fragment: no new page, but a new secret, or a way. */
function LinkedApp({ fragment: first }: { readonly fragment: string | undefined }) {
  const [opened, setOpened] = useState(() => withLink({}, first));
  useEffect(() => {
    const take = () => {
      const taken = takeFragment(window);
      setOpened((before) => withLink(before, taken));
    };
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, []);
  // Another language: everything is drawn anew.
  const spoken = useSyncExternalStore(onLanguage, language);
  return (
    <DraftsContext value={useDrafts()}>
      <App key={spoken} fragment={opened.secret} permalink={opened.permalink} />
    </DraftsContext>
  );
}

/** What is about to be sent outlives a change of language, and goes with the session. */
function useDrafts(): Drafts {
  const [drafts] = useState((): Drafts => new Map());
  const isOpen = useSession().kind === 'open';
  useEffect(() => {
    if (isOpen) return;
    for (const draft of drafts.values()) draft.end();
    drafts.clear();
  }, [drafts, isOpen]);
  return drafts;
}

interface Opened {
  readonly secret?: string;
  /** A new object each time. */
  readonly permalink?: AppLink;
}

/** A link to a message is no secret, and takes the place of none. */
function withLink(before: Opened, fragment: string | undefined): Opened {
  if (fragment === undefined) return before;
  const permalink = parseAppLinkFragment(fragment);
  return permalink === undefined ? { ...before, secret: fragment } : { ...before, permalink };
}
