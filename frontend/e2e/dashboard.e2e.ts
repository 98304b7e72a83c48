import { expect, it } from 'vitest';
import { scene } from './scene';

const viewer = scene();

it('the owner’s dashboard shows what happens in the room, and changes its rules', async () => {
  const [mina, jun] = await Promise.all([viewer('Mina'), viewer('Jun')]);
  const room = await mina.createRoom('Figures');
  await jun.enter(room);
  for (const text of ['first', 'second', 'third']) {
    await jun.say(text);
    await jun.sees(text);
  }
  await mina.page.getByRole('link', { name: 'Dashboard' }).click();
  await mina.page.getByText('Live', { exact: true }).waitFor();
  const told = async (name: string) => {
    // Figures are rolled up a moment after the messages.
    await mina.page.reload();
    const tile = mina.page.locator('.tiles div', { hasText: name }).locator('dd');
    await tile.waitFor();
    return await tile.textContent();
  };
  await expect.poll(() => told('Messages'), { timeout: 20_000, interval: 1_000 }).toBe('3');
  expect(await told('Chatters')).toBe('1');
  await mina.page.getByRole('listitem').getByText('Jun').waitFor();

  await mina.page.getByRole('link', { name: 'Settings' }).click();
  await mina.page.getByLabel('Slow mode').selectOption({ label: 'One message every 30 s' });
  await mina.page.getByRole('button', { name: 'Save changes' }).click();
  await mina.page.getByText('Saved.').waitFor();
  await jun.page.getByText('Slow mode: one message every 30 s').waitFor();
});
