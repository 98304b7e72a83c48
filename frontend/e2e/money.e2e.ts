import { expect, it } from 'vitest';
import { scene } from './scene';

const viewer = scene();

it('a viewer tops up, donates, and everybody sees the card', async () => {
  const [mina, jun] = await Promise.all([viewer('Mina'), viewer('Jun')]);
  const room = await mina.createRoom('Donations');
  await jun.page.getByRole('link', { name: 'Wallet' }).click();
  await jun.page.getByRole('button', { name: /^Top up/ }).click();
  await jun.page.getByRole('button', { name: /^Pay/ }).click();
  await jun.page.getByText('₩10,000 came into your wallet.').waitFor();
  await expect.poll(() => jun.page.locator('.balance-amount').textContent()).toBe('₩10,000');

  await jun.enter(room);
  await jun.page.getByRole('button', { name: 'Donate' }).click();
  await jun.page.getByRole('radio', { name: '₩5,000' }).check({ force: true });
  await jun.page.getByRole('dialog').getByLabel('Message').fill('for the dog');
  await jun.page.getByRole('button', { name: 'Donate ₩5,000' }).click();
  await jun.page.getByText('Thank you! You donated ₩5,000.').waitFor();
  for (const one of [mina, jun]) {
    const card = one.page.locator('.line-donation', { hasText: 'for the dog' });
    await card.waitFor();
    expect(await card.textContent()).toContain('₩5,000');
    expect(await card.textContent()).toContain('Jun');
  }
  await jun.page.getByRole('region', { name: 'Top donors' }).getByText('₩5,000').waitFor();
});
