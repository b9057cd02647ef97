import { isClean, picture } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/story.ts';
import { createRoom, open, startDirect } from '../pages/conversation.ts';

test('Ana and Ben talk, and see how far each message came', async ({ office }) => {
  const [ana, ben] = await office.company(2);
  const atAna = await startDirect(ana, 'Ben Okafor');
  await atAna.say('Good morning, Ben');
  await expect(ben.line('Ana Torres')).toContainText('1 unread');
  const atBen = await open(ben, 'Ana Torres');
  await atBen.reads('Good morning, Ben');
  await expect(ben.line('Ana Torres')).not.toContainText('unread');
  await atAna.isAt('Good morning, Ben', 'Delivered');

  // Shift+Enter makes a line, Enter sends.
  await atBen.composer.fill('First line');
  await atBen.composer.press('Shift+Enter');
  await atBen.composer.pressSequentially('second **line**');
  await atBen.composer.press('Enter');
  await expect(atAna.message('First line').getByText('line', { exact: true })).toBeVisible();
  await expect(atAna.message('First line').locator('strong')).toHaveText('line');

  // Code gets its colours where its language is known; no worker of theirs breaks the rules of the page.
  await atBen.composer.fill("```js\nconst tide = 'high';\n```");
  await atBen.composer.press('Enter');
  await expect(atAna.message('const tide').locator('pre span', { hasText: 'const' })).toHaveCSS(
    'color',
    /^(?!rgb\(20, 25, 26\))/,
  );

  // A draft stays where it was written.
  await atAna.composer.fill('Not finished yet');
  await ana.go('People');
  await expect(ana.line('Ben Okafor')).toContainText('Not finished yet');
  await open(ana, 'Ben Okafor');
  await expect(atAna.composer).toHaveValue('Not finished yet');

  // Both see the same safety number.
  const number = async (conversation: typeof atAna) => {
    await conversation.showDetails();
    await expect(conversation.details.getByText(/\d{5}/).first()).toBeVisible();
    return (await conversation.details.textContent())?.match(/\b\d{5}\b/g);
  };
  expect(await number(atAna)).toEqual(await number(atBen));
});

test('three people in a room: adding, naming, announcing, moderating, removing, leaving', async ({ office }) => {
  const [ana, ben, chloe] = await office.company(3);
  const atAna = await createRoom(ana, 'Harbour', ['Ben Okafor']);
  await atAna.say('The crane comes on Thursday');
  const atBen = await open(ben, 'Harbour');
  await atBen.reads('The crane comes on Thursday');

  await atAna.showDetails();
  await atAna.details.getByRole('button', { name: 'Add' }).click();
  await ana.page.getByRole('dialog').getByRole('option', { name: 'Chloe Martin' }).click();
  await ana.page.getByRole('radio', { name: 'The last 100 messages' }).check({ force: true });
  await isClean(ana.page, 'adding people', true);
  await picture(ana.page, 'add-people');
  await ana.page.getByRole('dialog').getByRole('button', { name: /^Add/ }).click();
  await expect(atBen.timeline.getByText('Ana Torres added Chloe Martin')).toBeVisible();
  const atChloe = await open(chloe, 'Harbour');
  await expect(atChloe.timeline.getByText('Ana Torres shared the last 100 messages with you')).toBeVisible();
  await expect(atChloe.message('The crane comes on Thursday')).toContainText(
    'Shared by Ana Torres, signed by Ana Torres',
  );
  await expect(chloe.line('Ana Torres')).toHaveCount(0);
  await picture(chloe.page, 'shared-history');
  await atChloe.say('Hello from Chloe');
  await atAna.reads('Hello from Chloe');
  await atBen.reads('Hello from Chloe');

  await atAna.details.getByRole('button', { name: 'Room settings' }).click();
  const settings = ana.page.getByRole('dialog', { name: 'Room settings' });
  await settings.getByRole('textbox', { name: /Name/ }).fill('Quay');
  await settings.getByRole('textbox', { name: /Topic/ }).fill('Cranes and ships');
  await settings.getByRole('radio', { name: 'Blue' }).check({ force: true });
  await settings.getByRole('button', { name: 'Choose an emoji' }).click();
  await ana.page.getByRole('searchbox', { name: 'Search emoji' }).fill('party');
  await ana.page.getByRole('option', { name: 'party', exact: true }).click();
  await isClean(ana.page, 'the settings of a room', true);
  await picture(ana.page, 'room-settings');
  await settings.getByRole('button', { name: /Who writes/ }).click();
  await ana.page.getByRole('option', { name: /Moderators only/ }).click();
  await settings.getByRole('button', { name: 'Save' }).click();
  await expect(settings).toBeHidden();
  await expect(atBen.title).toHaveText('Quay');
  await expect(chloe.line('Quay')).toBeVisible();
  await expect(atBen.timeline.getByText('Ana Torres changed the picture of the room')).toBeVisible();
  await expect(ben.line('Quay')).toContainText('🎉');
  await expect(ben.page.getByText('Only moderators write in this room.')).toBeVisible();
  await expect(atBen.composer).toHaveCount(0);
  await atAna.say('Nobody answers this one');
  await atBen.reads('Nobody answers this one');

  const moreOf = async (name: string, action: string) => {
    await atAna.details.getByRole('button', { name: `Actions for ${name}` }).click();
    await ana.page.getByRole('menuitem', { name: action }).click();
  };
  await moreOf('Chloe Martin', 'Make moderator');
  await atChloe.say('Now I can write');
  await atAna.reads('Now I can write');

  await moreOf('Ben Okafor', 'Remove from the room');
  await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(atChloe.timeline.getByText('Ana Torres removed Ben Okafor')).toBeVisible();
  await expect(atBen.timeline.getByText('Ana Torres removed you')).toBeVisible();
  await atAna.say('Only for the two of us now');
  await atChloe.reads('Only for the two of us now');
  await expect(atBen.message('Only for the two of us now')).toHaveCount(0);

  await atChloe.showDetails();
  await atChloe.details.getByRole('button', { name: 'Leave this room' }).click();
  await chloe.page.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click();
  await expect(atAna.timeline.getByText('Chloe Martin left')).toBeVisible();
});
