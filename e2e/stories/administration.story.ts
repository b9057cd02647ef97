import { isClean, picture } from '../fixtures/looks.ts';
import { expect, type Office, type Person, test } from '../fixtures/story.ts';
import { administer, confirm } from '../pages/admin.ts';
import { join } from '../pages/onboarding.ts';
import { inviteTo } from '../pages/shell.ts';

/** Somebody joins. */
async function hire(office: Office, by: Person, name: string, role?: 'Admin'): Promise<Person> {
  const { link } = await inviteTo(by, { name, ...(role === undefined ? {} : { role }) });
  const page = await office.page();
  await join(page, link, { name });
  return office.person(name, page);
}

test('two admins weaken the policy together, and all three of their colleagues see what applies to them', async ({
  office,
}) => {
  test.slow();
  const [ana, ben, chloe] = await office.company(3);
  const dan = await hire(office, ana, 'Dan Lee', 'Admin');
  const eva = await hire(office, ana, 'Eva Novak');
  const colleagues = [ben, chloe, eva];
  await expect(ben.page.getByRole('link', { name: 'Administration' })).toHaveCount(0);

  // Stronger: one signature, and it holds at once.
  let main = await administer(ana, 'Policy');
  const lock = main.getByRole('textbox', { name: 'Lock after' });
  await lock.fill('0');
  await expect(main.getByText('Type a whole number from 1 to 1,440.')).toBeVisible();
  await expect(main.getByRole('button', { name: 'Review and sign' })).toBeDisabled();
  await lock.fill('10');
  await expect(main.getByText('This policy is for 5 people.')).toBeVisible();
  await isClean(ana.page, 'policy');
  await picture(ana.page, 'admin-policy');
  await main.getByRole('button', { name: 'Review and sign' }).click();
  const review = ana.page.getByRole('dialog');
  await expect(review.getByText('It holds at once')).toBeVisible();
  await isClean(ana.page, 'review', true);
  await picture(ana.page, 'admin-review');
  await review.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(main.getByRole('list', { name: 'History of the policy' }).getByText('10 minutes')).toBeVisible();
  for (const one of colleagues) {
    await one.go('Settings');
    await expect(one.main.getByText('Tacit locks itself after 10 minutes')).toBeVisible();
  }
  await expect(ben.main.getByText('The policy of Everyone, signed by Ana Torres')).toBeVisible();

  // Weaker: proposed by one, approved by the other, and a day later.
  await lock.fill('60');
  await main.getByRole('button', { name: 'Review and sign' }).click();
  await review.getByRole('button', { name: 'Sign and propose' }).click();
  await expect(main.getByText('Another admin has to approve it: two people')).toBeVisible();
  main = await administer(dan, 'Policy');
  await expect(main.getByText('Proposed by Ana Torres')).toBeVisible();
  await expect(main.getByText('Cooperative · A change of this waits')).toHaveCount(1);
  await isClean(dan.page, 'proposal');
  await picture(dan.page, 'admin-proposal');
  await main.getByRole('button', { name: 'Approve' }).click();
  await confirm(dan, 'Sign and approve');
  await expect(main.getByText('Signed by Ana Torres and Dan Lee')).toBeVisible();
  for (const one of colleagues) {
    await expect(one.main.getByText('this is otherwise')).toBeVisible();
    await expect(one.main.getByText('Tacit locks itself after 10 minutes')).toBeVisible();
  }
  await ben.main.getByText('Every rule').click();
  await ben.main.getByText('All entries about you').click();
  await expect(ben.main.getByText('Ben Okafor joined')).toBeVisible();
  await isClean(ben.page, 'what applies');
  await picture(ben.page, 'admin-applies');
  await main.getByRole('button', { name: 'Withdraw' }).click();
  await confirm(dan, 'Withdraw');
  for (const one of colleagues) await expect(one.main.getByText('this is otherwise')).toHaveCount(0);
  await administer(dan, 'Log');
  await expect(main.getByText('Save as CSV')).toBeVisible();
  await picture(dan.page, 'admin-audit');
});
