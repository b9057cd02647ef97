/** What can go wrong, by the codes of the core: what happened, and what now. */
export const problems = {
  byCode: {
    offline: { sentence: 'The server cannot be reached.', nextStep: 'Check the connection and try again.' },
    timeout: { sentence: 'The server did not answer in time.', nextStep: 'Try again in a moment.' },
    'rate-limited': { sentence: 'That was too much at once.', nextStep: 'Wait a moment and try again.' },
    'relay-refused': {
      sentence: 'The server refused this.',
      nextStep: 'Try again; if it stays, tell whoever runs the server.',
    },
    'already-founded': {
      sentence: 'An organisation has been founded on this server already.',
      nextStep: 'Ask its owner for an invitation link.',
    },
    'wrong-founding-code': {
      sentence: 'This is not the founding link that the server printed.',
      nextStep: 'Copy the whole link from the server’s output. It changes each time the server starts.',
    },
    'root-key-check-failed': {
      sentence: 'That is not what the root key says there.',
      nextStep: 'Look at the page or the file and type that group again.',
    },
    'invitation-used': {
      sentence: 'Somebody has joined with this link.',
      nextStep: 'If it was not you, tell whoever invited you, and ask for a new link.',
    },
    'invitation-expired': { sentence: 'The time of this invitation is over.', nextStep: 'Ask for a new link.' },
    'invitation-revoked': { sentence: 'This invitation was withdrawn.', nextStep: 'Ask whoever invited you.' },
    'invitation-tampered': {
      sentence: 'This link was cut off or changed on its way, or it belongs to another server.',
      nextStep: 'Copy the whole link again, or ask for a new one.',
    },
    'linking-wrong-code': {
      sentence: 'No browser waits under this code.',
      nextStep: 'Compare it with the one on the new browser, letter by letter.',
    },
    'linking-used': {
      sentence: 'This code has been used.',
      nextStep: 'If it was not you, somebody has seen it. Begin again on the new browser, out of others’ sight.',
    },
    'linking-expired': {
      sentence: 'The time of this code is over.',
      nextStep: 'Begin again on the new browser. Each code holds for two minutes.',
    },
    'linking-cancelled': {
      sentence: 'The other side has ended this, or is gone.',
      nextStep: 'Begin again on the new browser.',
    },
    'linking-tampered': {
      sentence: 'Something was changed between the two browsers. Nothing was added to your account.',
      nextStep: 'Begin again. If it happens again, tell whoever runs the server.',
    },
    'wrong-passphrase': {
      sentence: 'That is not the passphrase.',
      nextStep: 'Try again. Capital letters and spaces count.',
    },
    'weak-passphrase': {
      sentence: 'This passphrase is too easy to guess.',
      nextStep: 'Choose a longer one, such as five random words.',
    },
    'too-many-failures': {
      sentence: 'There were too many wrong passphrases.',
      nextStep: 'Wait until the next try is allowed.',
    },
    'vault-corrupted': {
      sentence: 'The lock of this browser’s storage is damaged.',
      nextStep: 'Ask an owner or admin to invite you again.',
    },
    locked: { sentence: 'Tacit is locked.', nextStep: 'Unlock it and try again.' },
    'storage-corrupted': {
      sentence: 'What is stored in this browser is damaged.',
      nextStep: 'Reload the page. If it stays, ask to be invited again.',
    },
    'storage-full': {
      sentence: 'This browser’s storage is full.',
      nextStep: 'Free some space on this computer and try again.',
    },
    'not-allowed': { sentence: 'This is not allowed here.', nextStep: 'Ask a moderator, an admin or an owner.' },
    'not-found': {
      sentence: 'That is not there any more.',
      nextStep: 'Look again; it may have changed in the meantime.',
    },
    'invalid-input': { sentence: 'Something in this cannot be used.', nextStep: 'Change it and try again.' },
    'message-too-long': { sentence: 'The message is too long.', nextStep: 'Send it in parts.' },
    'nobody-reachable': {
      sentence: 'None of their devices can be reached yet.',
      nextStep: 'They have to open Tacit once; then try again.',
    },
    stopped: { sentence: 'Tacit has stopped to keep you safe.', nextStep: 'Read why, and speak with an owner.' },
    frozen: { sentence: 'Sending is paused.', nextStep: 'It goes on when the server is heard again.' },
    'core-ended': {
      sentence: 'The app was locked while it was doing this.',
      nextStep: 'Unlock it and look whether it was done.',
    },
    internal: {
      sentence: 'Something went wrong in the app.',
      nextStep: 'Try again. If it happens again, lock the app and unlock it.',
    },
  },
  cannotRun: 'The app cannot start in this browser. Reload the page; if that does not help, update the browser.',
};
