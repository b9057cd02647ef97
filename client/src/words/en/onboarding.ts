/** Founding, joining, coming back. */
export const onboarding = {
  step: (step: number, of: number) => `Step ${step} of ${of}`,
  making: 'Making your keys',
  makingHint: 'This takes a few seconds, so that nobody can guess your passphrase quickly. Keep this page open.',
  makingOwn: ['Your own key', 'This browser’s key', 'Your entry in the organisation’s log'],
  makingFirst: ['Your organisation’s root key', 'Your own key and this browser’s key', 'The first entries of the log'],
  whatAreYouCalled: 'What are you called?',
  yourName: 'Your name',
  yourNameHint: 'Your colleagues see it beside your messages.',
  choosePassphrase: 'Choose your passphrase',
  choosePassphraseLead:
    'It locks everything that Tacit keeps in this browser. Nobody can reset it: not an admin, not the server.',
  atLeast: (characters: number) => `At least ${characters} characters.`,
  join: 'Join',
  comeBack: 'Come back',
  found: 'Found your organisation',
  foundLead: 'You become its first owner. All keys are made in this browser; the server never sees them.',
  makeKeys: 'Make the keys',
  organisationName: 'Name of the organisation',
  organisationExample: 'Northwind',
  code: 'Founding code',
  codeHint:
    'The server prints a founding link when it starts for the first time. The code is the part behind the # sign.',
  founded: (organisation: string) => `${organisation} is founded`,
  foundedLead:
    'The root key has left this browser: what you kept is the only copy. Now invite a colleague; each link works once.',
  invite: 'Invite a colleague',
  lookAround: 'Look around first',
  linkUsed: 'This link has been used',
  linkExpired: 'This link has expired',
  linkRevoked: 'This link was withdrawn',
  linkDamaged: 'This link is damaged',
  checking: 'Checking your invitation',
  checkingLink: 'Checking the link against the organisation’s log',
  notChecked: 'The invitation could not be checked',
  tryAgain: 'Try again',
  comeBackTo: (organisation: string) => `Come back to ${organisation}`,
  /** @param ends "in 6 days". */
  newKeysFor: (ends: string) =>
    `This link gives {name} new keys, and ends all their old devices. It works once and ends ${ends}.`,
  newKeysFooter:
    'Everybody in the organisation is told. Old messages do not come with it; others add you to your rooms again.',
  thisIsMe: 'This is me; make my new keys',
  joinTo: (organisation: string) => `Join ${organisation}`,
  invitationFor: (role: 'owner' | 'admin' | 'member' | 'guest', ends: string) =>
    `This invitation is for {name}, as ${{ owner: 'an owner', admin: 'an admin', member: 'a member', guest: 'a guest' }[role]}. It works once and ends ${ends}.`,
  invitationFooter: 'Your messages are encrypted in this browser. The server that carries them cannot read them.',
  accept: 'Accept the invitation',
  root: {
    check: 'Check what you kept',
    checkLead: 'Take your printed page or open the saved file, and type what it says there.',
    group: (group: number, of: number) => `Group ${group} of ${of}`,
    groupHint: 'Capital letters and spaces do not matter.',
    showAgain: 'Show it again',
    finish: 'Finish',
    keep: 'Keep the root key',
    keepLead:
      'If all owners are ever lost, only this key can name new ones. Keep it offline, such as in a safe. It will not be shown again.',
    key: 'Root key',
    keyOf: 'Root key of {name}',
    onPaper:
      'Whoever has this page can replace the owners of the organisation. Keep it where only owners can reach it.',
    print: 'Print',
    saveFile: 'Save as file',
    makeSure: 'Now make sure that it was really kept',
    makeSureNext: 'Look at the page or the file before you go on. You will be asked for one part of it.',
    printOrSave: 'Print it or save it to go on',
    kept: 'I have kept it',
    opening: 'Opening the root key',
  },
  /** A browser without an account, opened without an invitation. */
  none: {
    title: 'You need an invitation',
    lead: 'Ask an owner or admin of your organisation for an invitation link, and open it in this browser.',
    toMessage: 'The link that you opened leads to a message',
    toMessageNext:
      'Only people of the conversation can read it, in the browser that holds their account. Open the link there.',
    hasAccount: 'You have an account already?',
    hasAccountNext:
      'With a browser that you still use, link this one to it. If there is none, because its storage was emptied, ask for a new invitation. If you reloaded the page of an invitation, open the link once more: it is still good.',
    link: 'Link this browser to my account',
    linking: 'Link this browser',
  },
};
