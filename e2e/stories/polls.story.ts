import { isClean, picture } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/story.ts';
import { createRoom, open } from '../pages/conversation.ts';

test('Ana asks where to eat, Ben votes and changes his mind, and says that he has seen what is urgent', async ({
  office,
}) => {
  const [ana, ben] = await office.company(2);
  const atAna = await createRoom(ana, 'Harbour', ['Ben Okafor']);
  await expect(ben.line('Harbour')).toBeVisible();
  const atBen = await open(ben, 'Harbour');

  await atAna.page.getByRole('button', { name: 'Add', exact: true }).click();
  await atAna.page.getByRole('menuitem', { name: 'Poll' }).click();
  const form = atAna.page.getByRole('dialog', { name: 'New poll' });
  await form.getByRole('textbox', { name: 'Question' }).fill('Where do we eat on Friday?');
  await form.getByRole('button', { name: 'Send poll' }).click();
  await expect(form).toContainText('Write at least two answers.');
  await form.getByRole('textbox', { name: 'Answer 1' }).fill('At pier four');
  await form.getByRole('textbox', { name: 'Answer 2' }).fill('In the canteen');
  await form.getByRole('button', { name: 'Add answer' }).click();
  await expect(form.getByRole('textbox', { name: 'Answer 3' })).toBeFocused();
  await atAna.page.keyboard.type('Not at all');
  await isClean(atAna.page, 'the form of a poll', true);
  await picture(atAna.page, 'poll-form');
  await form.getByRole('button', { name: 'Send poll' }).click();

  const poll = atBen.message('Where do we eat');
  await poll.getByText('In the canteen').click();
  await poll.getByRole('button', { name: 'Vote', exact: true }).click();
  await expect(atAna.message('Where do we eat').getByRole('radio', { name: /In the canteen, 1 vote/ })).toBeVisible();
  await atAna.message('Where do we eat').getByText('At pier four').click();
  await atAna.message('Where do we eat').getByRole('button', { name: 'Vote', exact: true }).click();
  await expect(poll.getByRole('radio', { name: 'In the canteen, 1 vote, your vote' })).toBeChecked();
  await expect(poll.getByRole('radio', { name: 'At pier four, 1 vote' })).not.toBeChecked();
  await poll.getByRole('radio', { name: /In the canteen/ }).press('ArrowUp');
  await poll.getByRole('button', { name: 'Change vote' }).press('Enter');
  await expect(poll.getByRole('radio', { name: 'At pier four, 2 votes, your vote' })).toBeChecked();
  await poll.getByRole('button', { name: '2 people voted' }).click();
  const who = atBen.page.getByRole('dialog', { name: 'Who voted for what' });
  await expect(who.getByRole('region', { name: 'At pier four' }).getByRole('listitem')).toHaveText([
    'Ana Torres',
    'You',
  ]);
  await atBen.page.keyboard.press('Escape');

  await atAna.page.getByRole('button', { name: 'Add', exact: true }).click();
  await atAna.page.getByRole('menuitemradio', { name: 'Urgent, ask to acknowledge' }).click();
  await expect(atAna.page.getByText('This message is urgent, and asks everybody to acknowledge it')).toBeVisible();
  await atAna.say('The north gate stays shut tonight');
  await expect(atAna.page.getByText('This message is urgent')).toBeHidden();
  const urgent = atBen.message('north gate');
  await expect(urgent).toContainText('Urgent');
  await expect(urgent).toContainText('0 of 1 acknowledged');
  await isClean(ben.page, 'a poll, and what is urgent');
  await picture(ben.page, 'poll');
  await urgent.getByRole('button', { name: 'Acknowledge', exact: true }).click();
  await expect(urgent).toContainText('You acknowledged this');
  await atAna.message('north gate').getByRole('button', { name: 'Acknowledged by all' }).click();
  const seen = atAna.page.getByRole('dialog', { name: 'Who has acknowledged this' });
  await expect(seen.getByRole('listitem')).toHaveText(['Ben Okafor']);
  await atAna.page.keyboard.press('Escape');

  await atAna.choose('Where do we eat', 'Close poll');
  await atAna.page.getByRole('alertdialog').getByRole('button', { name: 'Close poll' }).click();
  await expect(poll).toContainText('Closed');
  await expect(poll.getByRole('radio')).toHaveCount(0);
  await expect(poll.getByRole('list', { name: 'Poll: Where do we eat on Friday?' })).toContainText(
    '2 votes, your vote',
  );
  await picture(ben.page, 'poll-closed');
});
