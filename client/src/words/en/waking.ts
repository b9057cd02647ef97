/** Being woken while the app is closed. */
export const waking = {
  title: 'While Tacit is closed',
  hint: 'The server can have this browser woken when something comes for you. The notification then says “New activity in Tacit”, and nothing else: nothing can be decrypted before you unlock.',
  unsupported: 'This browser cannot be woken while Tacit is closed.',
  offHere: 'This server does not wake browsers. Whoever runs it can turn that on.',
  forbidden: 'Browsers are not woken. Your organisation has decided that.',
  wake: 'Wake this browser',
  wakeHint:
    'The push service of this browser’s maker learns that something came for it, and when: no words and no names.',
  noService: 'The push service of this browser cannot be reached',
  noServiceNext:
    'Check that this computer may reach it, and try again. Some browsers have it turned off in their settings.',
  whenOnline: 'It can be changed when the server is there again.',
};
