/** What a person can do about a refusal, by the place of its sentence in the catalog. Of what is not here, codes have it. */
export const advice = {
  'relay.blobs-full': 'Send it later, or ask an administrator to make room.',
  'relay.blobs-spent': 'Send this one tomorrow.',
  'relay.unknown-blob': 'Ask whoever sent it to send it again.',
  'relay.blob-exists': 'Add the file again.',
  'files.tooLarge': 'Make it smaller, or share it in parts.',
  'files.tooMany': 'Send the others in another message.',
  'files.unreadable': 'Choose it again. Of a folder, make an archive first.',
  'files.addAgain': 'Add it again.',
  'files.atOnce': 'Send it now, or keep the words alone for later.',
  'files.notHere': 'Fetch it first.',
  'gate.no-files': 'Send your words without them, or ask an administrator.',
  'gate.file-too-large': 'Make it smaller, or share it in parts.',
};
