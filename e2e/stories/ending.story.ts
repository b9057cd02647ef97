import { isClean, picture } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/story.ts';
import { createRoom, open } from '../pages/conversation.ts';

test('a conversation is put away, closed, and deleted for everyone', async ({ office }) => {
  const [ana, ben] = await office.company(2);
  const atAna = await createRoom(ana, 'Harbour', ['Ben Okafor']);
  await atAna.say('The crane comes on Thursday');
  const atBen = await open(ben, 'Harbour');
  await atBen.reads('The crane comes on Thursday');

  // Ben puts it away, takes that back, puts it away again; the next message brings it back.
  const options = async (choice: string) => {
    await atBen.page.getByRole('main').getByRole('button', { name: 'Options for Harbour' }).click();
    await ben.page.getByRole('menuitem', { name: choice }).click();
  };
  await options('Archive');
  await expect(ben.line('Harbour')).toHaveCount(0);
  await ben.page.getByRole('button', { name: 'Undo' }).click();
  await expect(ben.line('Harbour')).toBeVisible();
  await open(ben, 'Harbour');
  await options('Archive');
  await ben.conversations.getByRole('button', { name: /^Archived/ }).click();
  await expect(ben.conversations.getByRole('region', { name: 'Archived' }).getByRole('link')).toHaveCount(1);
  await picture(ben.page, 'archive');
  await atAna.say('Come back');
  await expect(ben.conversations.getByRole('region', { name: 'Rooms' }).getByRole('link')).toHaveCount(1);
  await open(ben, 'Harbour');

  await atAna.showDetails();
  await atAna.details.getByRole('button', { name: 'Close for everyone' }).click();
  await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Close room' }).click();
  await expect(ben.page.getByText(/This room is closed/)).toBeVisible();
  await expect(atBen.composer).toHaveCount(0);
  await expect(atAna.composer).toHaveCount(0);
  await picture(ana.page, 'room-closed');
  await atAna.details.getByRole('button', { name: 'Open this room again' }).click();
  await atBen.say('Open again');
  await atAna.reads('Open again');

  await atAna.details.getByRole('button', { name: 'Delete for everyone' }).click();
  await isClean(ana.page, 'asking whether to delete a room', true);
  await picture(ana.page, 'room-delete');
  await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Delete Harbour' }).click();
  await expect(ana.line('Harbour')).toHaveCount(0);
  await expect(ben.page.getByRole('main').getByText('Harbour was deleted')).toBeVisible();
  await expect(ben.page.getByText('The crane comes on Thursday')).toHaveCount(0);
  await isClean(ben.page, 'a room that was deleted');
  await picture(ben.page, 'room-deleted');
  await ben.page.getByRole('button', { name: 'Remove from the list' }).click();
  await expect(ben.line('Harbour')).toHaveCount(0);
});
