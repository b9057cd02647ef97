/** The window's entry. Nothing runs before the secret of a link has left the address bar; then the app is loaded. */
import { takeFragment } from './app/link-secret.ts';
import { startAppearance } from './ui/appearance.ts';

const fragment = takeFragment(window);
startAppearance();
void import('./app/start.tsx').then(({ start }) => start(fragment));
