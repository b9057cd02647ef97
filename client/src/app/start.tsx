/** Puts the app into the page. */
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { BridgeProvider } from '#client/bridge/hooks.ts';
import { startBridge } from '#client/bridge/start.ts';
import { App } from './App.tsx';
import { Fallible } from './Fallible.tsx';
import { takeFragment } from './link-secret.ts';

/** `fragment` is the secret of the link through which the person came. It lives in memory only. */
export function start(fragment: string | undefined): void {
  const root = document.getElementById('root');
  if (root === null) throw new Error('the page has no root element');
  const bridge = startBridge();
  createRoot(root).render(
    <Fallible>
      <BridgeProvider bridge={bridge}>
        <LinkedApp fragment={fragment} />
      </BridgeProvider>
    </Fallible>,
  );
}

/** A link that is opened while the app runs changes only the fragment: no new page, but a new secret. */
function LinkedApp({ fragment: first }: { readonly fragment: string | undefined }) {
  const [fragment, setFragment] = useState(first);
  useEffect(() => {
    const take = () => {
      const taken = takeFragment(window);
      if (taken !== undefined) setFragment(taken);
    };
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, []);
  return <App fragment={fragment} />;
}
