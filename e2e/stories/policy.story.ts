import { fromNetwork, hasAddress } from '../fixtures/from-network.ts';
import { isClean, picture } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/story.ts';
import { administer, choose, confirm, sign } from '../pages/admin.ts';
import { createRoom, open, startDirect } from '../pages/conversation.ts';
import { unlock } from '../pages/onboarding.ts';

test('a field is locked for the whole organisation: no group falls below it', async ({ office }) => {
  const [ana] = await office.company(1);
  const main = await administer(ana, 'Policy');
  await choose(main, 'Policy of', 'The whole organisation');
  await expect(main.getByText('What is locked here holds for every group')).toBeVisible();
  await main.getByRole('textbox', { name: 'Lock after' }).fill('10');
  await choose(main, 'Forward messages', 'Not allowed');
  await picture(ana.page, 'policy-locks');
  await sign(ana, main);
  await expect(main.getByText('Locked for every group')).toHaveCount(2);
  await isClean(ana.page, 'locks');
  await choose(main, 'Policy of', 'Everyone');
  await expect(main.getByText('Locked by the organisation: 10 minutes')).toBeVisible();
  await main.getByRole('textbox', { name: 'Lock after' }).fill('11');
  await expect(main.getByText('The organisation has locked this at 10 minutes')).toBeVisible();
  await main.getByRole('button', { name: 'Forward messages' }).click();
  await expect(ana.page.getByRole('option')).toHaveCount(1);
  await ana.page.keyboard.press('Escape');
  await picture(ana.page, 'policy-locked');

  // How fresh the keys are, as far as this device can know.
  await administer(ana, 'Keys');
  await expect(main.getByText('You are in no conversation yet.')).toBeVisible();
  await expect(main.getByRole('img', { name: '1 certificate; ending within a month: 0' })).toBeVisible();
  await isClean(ana.page, 'keys');
  await picture(ana.page, 'policy-keys');
});

test('people sign in from the networks of their policy only: who is elsewhere is told what to do, and let in again', async ({
  office,
}) => {
  test.skip(!(await hasAddress('127.0.0.2')), 'this computer has no second address, 127.0.0.2, to come from');
  const away = await fromNetwork('127.0.0.2');
  const [ana, ben] = await office.company(2, {}, { proxy: away.proxy });
  const main = await administer(ana, 'Security groups');
  await main.getByRole('button', { name: 'New group' }).click();
  await ana.page.getByRole('textbox', { name: 'Name' }).fill('Travelling');
  await ana.page.getByRole('button', { name: 'Make the group' }).click();
  await administer(ana, 'Policy');
  await choose(main, 'Policy of', 'Everyone');
  const networks = main.getByRole('textbox', { name: 'Sign in only from' });
  await networks.fill('127.0.0.1/31');
  await expect(main.getByText('Write networks such as 10.20.0.0/16')).toBeVisible();
  // Nobody shuts themselves out.
  await networks.fill('127.0.0.2/32\n2001:db8:5::/48');
  await main.getByRole('button', { name: 'Review and sign' }).click();
  const dialog = ana.page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(dialog.getByText('Add the network that you are in.')).toBeVisible();
  await picture(ana.page, 'policy-own-network');
  await dialog.getByRole('button', { name: 'Go on editing' }).click();
  await networks.fill('127.0.0.1/32\n2001:db8:5::/48');
  await sign(ana, main);

  // Ben is in none of them. What he writes waits.
  await expect(ben.page.getByText('Connect to one of its networks, or ask an administrator.')).toBeVisible();
  const direct = await startDirect(ben, 'Ana Torres');
  await direct.say('let me in');
  await isClean(ben.page, 'elsewhere');
  await picture(ben.page, 'policy-elsewhere');

  // In the other group he may come from anywhere.
  await administer(ana, 'People');
  await main.getByRole('row', { name: 'Ben Okafor' }).click();
  await choose(main, 'Security group', 'Travelling');
  await confirm(ana, 'Move');
  await ben.page.getByRole('button', { name: 'Try now' }).first().click();
  await expect(ben.page.getByText('Connect to one of its networks')).toHaveCount(0);
  await (await open(ana, 'Ben Okafor')).reads('let me in');
  away.close();
});

test('people accept what the policy asks, and see how secret a conversation is', async ({ office }) => {
  const [ana, ben] = await office.company(2);
  const room = await createRoom(ana, 'Harbour', ['Ben Okafor']);
  await room.say('what is said here');
  const main = await administer(ana, 'Policy');
  const words = 'This system is watched. <img src=x onerror=alert(1)>';
  await main.getByRole('textbox', { name: 'Read and accept first' }).fill(words);
  await choose(main, 'Mark conversations at least as', 'Restricted');
  await choose(main, 'Highest level of a room', 'Secret');
  await picture(ana.page, 'policy-words');
  await sign(ana, main);
  await administer(ana, 'Keys');
  await expect(main.getByText('Harbour')).toBeVisible();
  await picture(ana.page, 'admin-keys');

  const banner = (page: typeof ana.page, level: string) => page.getByRole('note', { name: `Classification: ${level}` });
  const atBen = await open(ben, 'Harbour');
  await expect(banner(ben.page, 'Restricted')).toBeVisible();
  await ben.page.reload();
  await unlock(ben.page);
  await expect(ben.page.getByText(words)).toBeVisible();
  await expect(ben.page.getByRole('navigation', { name: 'Conversations' })).toHaveCount(0);
  await isClean(ben.page, 'what is to be accepted');
  await picture(ben.page, 'policy-consent');
  await ben.page.keyboard.press('Escape');
  await ben.page.getByRole('button', { name: 'I accept' }).click();
  await atBen.reads('what is said here');

  // A moderator marks the room, inside what the policy allows; it stays in sight on a phone, beside an open panel.
  await open(ana, 'Harbour');
  await room.showDetails();
  await room.details.getByRole('button', { name: 'Room settings' }).click();
  const dialog = ana.page.getByRole('dialog', { name: 'Room settings' });
  await dialog.getByRole('button', { name: 'Classification' }).click();
  await expect(ana.page.getByRole('option')).toHaveText([/As the policy says/, 'Restricted', 'Confidential', 'Secret']);
  await ana.page.getByRole('option', { name: 'Secret', exact: true }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(banner(ben.page, 'Secret')).toBeVisible();
  await atBen.reads('Ana Torres marked the room as secret');
  await isClean(ben.page, 'a secret room');
  await ben.page.setViewportSize({ width: 390, height: 844 });
  await atBen.showDetails();
  await expect(banner(ben.page, 'Secret')).toBeInViewport();
  await picture(ben.page, 'policy-level');
});

test('what the policy asks of one’s own app is seen in it', async ({ office }) => {
  const [ana, ben] = await office.company(2);
  const main = await administer(ana, 'Policy');
  await choose(main, 'Copy and print', 'Not offered');
  await choose(main, 'Compare safety numbers', 'Before any conversation');
  await sign(ana, main);

  // Nobody is spoken with whose number was not compared.
  await ben.page.getByRole('button', { name: 'New direct message' }).first().click();
  const dialog = ben.page.getByRole('dialog', { name: 'New direct message' });
  await dialog.getByRole('option', { name: 'Ana Torres' }).click();
  await dialog.getByRole('button', { name: 'Open conversation' }).click();
  await expect(dialog.getByText('asks you to compare safety numbers')).toBeVisible();
  await ben.page.keyboard.press('Escape');
  await ben.go('People');
  await ben.main.getByRole('button', { name: /Ana Torres/ }).click();
  const card = ben.page.getByRole('dialog');
  await card.getByRole('button', { name: 'The numbers are the same' }).click();
  await expect(card.getByText('You have verified Ana Torres')).toBeVisible();
  await isClean(ben.page, 'a verified person', true);
  await picture(ben.page, 'policy-verified');
  await ben.page.keyboard.press('Escape');
  const direct = await startDirect(ben, 'Ana Torres');
  await direct.say('not to be copied');

  // What was said is not offered to be copied; what one writes is one's own.
  const atAna = await open(ana, 'Ben Okafor');
  await atAna.reads('not to be copied');
  await atAna.tool('not to be copied', 'More');
  await expect(ana.page.getByRole('menuitem', { name: 'Copy link' })).toBeVisible();
  await expect(ana.page.getByRole('menuitem', { name: 'Copy text' })).toHaveCount(0);
  await ana.page.keyboard.press('Escape');
  await atAna.message('not to be copied').getByText('not to be copied').first().selectText();
  await ana.page.keyboard.press('ControlOrMeta+c');
  await expect(ana.page.getByText('Copying is not offered here.')).toBeVisible();
});

test('the organisation gives short answers and a timer, and a browser deletes what it holds after wrong passphrases', async ({
  office,
}) => {
  const [ana, ben] = await office.company(2);
  const main = await administer(ana, 'Policy');
  const tries = main.getByRole('textbox', { name: 'Delete after wrong passphrases' });
  await tries.fill('3');
  await expect(main.getByText('Type a whole number from 5 to 100, or 0: Never.')).toBeVisible();
  await tries.fill('5');
  await main.getByRole('textbox', { name: 'New conversations begin with' }).fill('60');
  await main.getByRole('textbox', { name: 'Quick responses' }).fill('On my way.\n\nCall me, please.');
  await picture(ana.page, 'policy-responses');
  await sign(ana, main);

  const direct = await startDirect(ben, 'Ana Torres');
  await expect(ben.page.getByRole('button', { name: /Messages disappear after 1 hour/ })).toBeVisible();
  await direct.composer.pressSequentially(';');
  await expect(ben.page.getByRole('option')).toHaveText([
    /On my way\. From your organisation/,
    /Call me, please\. From your organisation/,
  ]);
  await isClean(ben.page, 'short answers', true);
  await picture(ben.page, 'policy-answers');
  await ben.page.keyboard.press('Enter');
  await ben.page.keyboard.press('Enter');
  await direct.reads('On my way.');
  await ben.page.keyboard.press('ControlOrMeta+k');
  await expect(ben.page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await ben.page.keyboard.type('Call me');
  await ben.page.getByRole('option', { name: /Call me, please\./ }).click();
  await expect(direct.composer).toHaveValue('Call me, please.');

  await ben.page.getByRole('button', { name: 'Lock Tacit' }).click();
  for (const left of ['4 tries are', '3 tries are', '2 tries are', 'One try is']) {
    await unlock(ben.page, 'not it');
    await expect(ben.page.getByText(`${left} left. Then this browser deletes what it holds.`)).toBeVisible();
    await ben.page.reload();
    await expect(ben.page.getByText(`${left} left. Then this browser deletes what it holds.`)).toBeVisible();
  }
  await isClean(ben.page, 'the last try');
  await picture(ben.page, 'policy-last-try');
  await unlock(ben.page, 'not it');
  await expect(ben.page.getByRole('heading', { name: 'This browser has deleted what it held' })).toBeVisible();
  await isClean(ben.page, 'a browser that was wiped');
  await picture(ben.page, 'policy-wiped');
  await ben.page.getByRole('button', { name: 'Reload' }).click();
  await expect(ben.page.getByRole('heading', { name: 'You need an invitation' })).toBeVisible();
});
