import { isClean, picture } from '../fixtures/looks.ts';
import { expect, test } from '../fixtures/story.ts';
import { open, startDirect } from '../pages/conversation.ts';
import { choosePassphrase, PASSPHRASE } from '../pages/onboarding.ts';

test('Ben links a second browser by a code and equal digits, talks from both, and takes it out again', async ({
  office,
}) => {
  const [ana, ben] = await office.company(2);
  const direct = await startDirect(ana, 'Ben Okafor');
  await direct.say('Before the tablet');
  await ben.go('Settings');
  const devices = ben.page.getByRole('list', { name: 'My devices' });
  await expect(devices.getByRole('listitem')).toHaveCount(1);
  await ben.page.getByRole('button', { name: 'Link a device' }).click();
  const dialog = ben.page.getByRole('dialog', { name: 'Link a device' });
  await dialog.getByLabel('Passphrase of this browser').fill(PASSPHRASE);
  await isClean(ben.page, 'linking a device', true);

  // From here on the code holds for two minutes.
  const page = await office.page();
  await page.goto(office.relay.origin);
  await page.getByRole('button', { name: 'Link this browser to my account' }).click();
  await page.getByRole('textbox', { name: 'What do you call this browser?' }).fill('Tablet');
  await page.getByRole('button', { name: 'Show the code' }).click();
  const code = page.getByRole('status', { name: 'Linking code' });
  await expect(code).toHaveText(/^\w{4}-\w{4}-\w{4}$/);
  await dialog.getByLabel('Code on the new browser').fill(((await code.textContent()) ?? '').toLowerCase());
  await dialog.getByRole('button', { name: 'Continue' }).click();
  const compare = ben.page.getByRole('alertdialog', { name: 'Do both show the same digits?' });
  await expect(compare.getByText('Tablet')).toBeVisible();
  const digits = (await page.getByRole('status', { name: 'Digits' }).textContent()) ?? '';
  expect(digits).toMatch(/^\d{4} \d{4}$/);
  await expect(compare.getByRole('status', { name: 'Digits' })).toHaveText(digits);
  await compare.getByRole('button', { name: 'They are the same' }).click();

  await expect(page.getByRole('heading', { name: 'Choose a passphrase for this browser' })).toBeVisible();
  await picture(page, 'linking-passphrase');
  await choosePassphrase(page, 'Open Tacit');
  const tablet = office.person('Ben Okafor', page);
  await expect(tablet.connection).toContainText('Connected');
  await expect(devices.getByRole('listitem')).toHaveCount(2);
  await expect(devices.getByText('Tablet')).toBeVisible();
  await isClean(ben.page, 'my devices');
  await picture(ben.page, 'my-devices');

  const onTablet = await open(tablet, 'Ana Torres');
  await direct.say('To both of you');
  await onTablet.reads('To both of you');
  await onTablet.say('From the tablet');
  await direct.reads('From the tablet');
  await expect(page.getByText('What was said before is on your other devices', { exact: false })).toBeVisible();
  await picture(page, 'linked-conversation');

  // What is begun on one stands on the other, and is gone from there when it was sent.
  const onDesk = await open(ben, 'Ana Torres');
  await onDesk.composer.fill('Begun at the desk');
  await expect(onTablet.composer).toHaveValue('Begun at the desk');
  await onTablet.say('Begun at the desk, sent from the tablet');
  await direct.reads('Begun at the desk, sent from the tablet');
  await ben.go('Settings');

  await devices.getByRole('button', { name: 'Options of Tablet' }).click();
  await ben.page.getByRole('menuitem', { name: 'Remove from my account' }).click();
  await ben.page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(devices.getByRole('listitem')).toHaveCount(1);
  await expect(page.getByText('This device was removed from your account', { exact: false })).toBeVisible();
});
