/** What goes wrong in ceremonies, apart from them: whoever tells people of it need not load them. */
import { type RefusalCode, refusals } from '#shared/org-log/index.ts';

/** The log would refuse what was about to be signed: better said here, before anything has been sent. */
export class CeremonyError extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode) {
    super(refusals[code]);
    this.name = 'CeremonyError';
    this.code = code;
  }
}

/** The link's fragment could not be read: damaged on its way, cut off, or no invitation at all. */
export class InvitationLinkError extends Error {
  readonly code = 'damaged-link';

  constructor() {
    super('the invitation link is damaged');
    this.name = 'InvitationLinkError';
  }
}
