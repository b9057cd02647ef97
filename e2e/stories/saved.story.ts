import { isClean, picture } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/story.ts';
import { createRoom, open } from '../pages/conversation.ts';

test('Ben saves what he needs later, finds it in a list that nobody else sees, goes there, and takes it out', async ({
  office,
}) => {
  const [ana, ben] = await office.company(2);
  await ben.go('Saved');
  await expect(ben.main).toContainText('Nothing is saved');
  await isClean(ben.page, 'nothing is saved');
  const atAna = await createRoom(ana, 'Harbour', ['Ben Okafor']);
  await atAna.say('The **gate code** is with the guard at pier 4');
  await atAna.sayAtLength('Crane log');
  await atAna.say('Crane report 40');
  const atBen = await open(ben, 'Harbour');
  await atBen.reads('Crane report 40');
  await atBen.choose('Crane report 40', 'Save for yourself');
  await expect(atBen.message('Crane report 40')).toContainText('Saved');
  await atBen.timeline.evaluate((element) => element.scrollTo(0, 0));
  await atBen.choose('gate code', 'Save for yourself');

  await ben.go('Saved');
  const list = ben.main.getByRole('list', { name: 'Saved messages' });
  await expect(list.getByRole('listitem')).toHaveText([/Ana Torres.*Harbour.*gate code/, /Crane report 40/]);
  await isClean(ben.page, 'saved messages');
  await picture(ben.page, 'saved');
  await list.getByRole('button', { name: 'gate code' }).press('Enter');
  await expect(atBen.message('gate code')).toBeInViewport();
  await expect(atBen.message('gate code')).toContainText('Saved');
  await expect(atAna.message('Crane report 40')).not.toContainText('Saved');

  await ben.page.keyboard.press('Control+Shift+F');
  await ben.page.getByRole('searchbox', { name: 'Search messages' }).fill('is:saved report');
  await expect(ben.page.getByRole('listbox', { name: 'Messages found' }).getByRole('option')).toHaveText([/report 40/]);
  await ben.page.getByRole('complementary', { name: 'Search' }).getByRole('button', { name: 'Close' }).click();

  await ben.go('Saved');
  const first = list.getByRole('listitem').filter({ hasText: 'gate code' });
  await first.getByRole('button', { name: 'Remove from saved' }).press('Enter');
  await expect(list.getByRole('listitem')).toHaveText([/Crane report 40/]);
  await expect(list.getByRole('button', { name: 'Crane report 40' })).toBeFocused();
  // The newest of them stands first.
  await ben.page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(list.getByRole('listitem')).toHaveCount(2);

  // What its author takes back, nobody has saved.
  await atAna.choose('Crane report 40', 'Recall for everyone');
  await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Recall' }).click();
  await expect(list.getByRole('listitem')).toHaveText([/gate code/]);
});
