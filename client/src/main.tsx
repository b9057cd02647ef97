/** The window's entry. Nothing runs before the secret of a link has left the address bar; then the app is loaded. */
import { takeFragment } from './app/link-secret.ts';
import { startAppearance } from './ui/appearance.ts';
import { startLanguage } from './ui/language.ts';

const fragment = takeFragment(window);
startAppearance();
void Promise.all([import('./app/start.tsx'), startLanguage()]).then(([{ start }]) => start(fragment));
