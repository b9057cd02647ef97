/** The parts of the core that are loaded when somebody first asks for them. */
import { ProblemError } from './problems.ts';

/** What could not be loaded with the rest is not there: the relay serves it. */
const missing = () => {
  throw new ProblemError('offline');
};

/** Founding and joining. @throws ProblemError `offline`; so does the other. */
export const joiningPart = () => import('./joining.ts').catch(missing);
/** What admins do and see. */
export const adminPart = () => import('../admin/admin.ts').catch(missing);
/** What a device does that is shut out. */
export const shutOutPart = () => import('./farewell.ts').catch(missing);
/** What people do now and then. */
export const rarely = () => import('./rarely.ts').catch(missing);
/** What moves the bytes of files. */
export const filesPart = () => import('../files/work.ts').catch(missing);
/** Being linked to an account, and linking a browser to one. */
export const newLinkingPart = () => import('./linking-new.ts').catch(missing);
export const linkingPart = () => import('./linking-existing.ts').catch(missing);
/** What keeps the devices of a person alike, where there are several. */
export const ownStatePart = () => import('../own/open.ts').catch(missing);
export const ownDevicesPart = () => import('./own-devices.ts').catch(missing);
