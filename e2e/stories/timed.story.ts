import { isClean } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/story.ts';
import { open, startDirect } from '../pages/conversation.ts';

/** Longer than the shortest timer, which is ten seconds, on a busy machine. */
const GONE = { timeout: 40_000 };

test('Ana lets messages disappear: the timer is agreed, one message goes sooner, and both see how much is left', async ({
  office,
}) => {
  const [ana, ben] = await office.company(2);
  const atAna = await startDirect(ana, 'Ben Okafor');
  await atAna.say('This one stays');
  const atBen = await open(ben, 'Ana Torres');
  await atBen.reads('This one stays');

  // Chosen by the keyboard, in plain sentences; cancelled, nothing changes.
  const options = ana.page.getByRole('main').getByRole('button', { name: 'Options for Ben Okafor' });
  await options.press('Enter');
  await ana.page.getByRole('menuitem', { name: 'Disappearing messages' }).press('Enter');
  const dialog = ana.page.getByRole('dialog', { name: 'Disappearing messages' });
  await expect(dialog.getByRole('radio', { name: 'They stay' })).toBeChecked();
  await isClean(ana.page, 'choosing a timer', true);
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
  await dialog.getByText('1 day after they were sent').click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);

  for (const [{ page }, who] of [
    [ana, 'You'],
    [ben, 'Ana Torres'],
  ] as const) {
    await expect(page.getByText(`${who} set messages to disappear after 1 day`)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Messages disappear after 1 day. Change' })).toBeVisible();
  }
  await atBen.say('Gone tomorrow');
  await expect(atAna.message('Gone tomorrow')).toContainText(/Disappears in (1 day|2\d hours)/);
  await expect(atAna.message('This one stays')).not.toContainText('Disappears');

  await isClean(ben.page, 'a message that disappears');

  // One message goes sooner; what comes after it is as usual again.
  await ana.page.getByRole('button', { name: 'When this message disappears' }).click();
  await isClean(ana.page, 'choosing a timer for one message', true);
  await ana.page.getByRole('menuitemradio', { name: '10 seconds after it was read' }).click();
  await expect(ana.page.getByRole('status').getByText('This message disappears 10 seconds')).toBeVisible();
  await atAna.say('Read this and forget it');
  await expect(ana.page.getByText('This message disappears 10 seconds')).toHaveCount(0);
  await atBen.reads('Read this and forget it');
  await expect(atBen.message('Read this and forget it')).toHaveCount(0, GONE);
  await expect(ben.page.getByText('Read this and forget it')).toHaveCount(0);
  await expect(atAna.message('Read this and forget it')).toHaveCount(0, GONE);

  // Either of two ends it, and what is said then stays.
  await ben.page.getByRole('button', { name: 'Messages disappear after 1 day. Change' }).click();
  const his = ben.page.getByRole('dialog', { name: 'Disappearing messages' });
  await his.getByText('They stay').click();
  await his.getByRole('button', { name: 'Save' }).click();
  await expect(ana.page.getByText('Ben Okafor set messages to stay')).toBeVisible();
  await atAna.say('This one stays as well');
  await expect(atBen.message('This one stays as well')).not.toContainText('Disappears');
  await isClean(ana.page, 'conversation with timed messages');
});
