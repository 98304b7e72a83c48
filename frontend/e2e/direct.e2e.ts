import { expect, it } from 'vitest';
import { scene } from './scene';

const viewer = scene();

it('a conversation of two tells what is unread, can be blocked, and is let go of in the profile', async () => {
  const [mina, jun] = await Promise.all([viewer('Mina'), viewer('Jun')]);
  const room = await mina.createRoom('Conversations');
  await jun.enter(room);
  await jun.page.getByRole('button', { name: 'Message', exact: true }).click();
  await jun.page.waitForURL('**/messages/*');
  await jun.live();
  await jun.page.getByRole('heading', { name: 'Mina' }).waitFor();
  await jun.say('is it still there?');
  await jun.sees('is it still there?');

  await mina.page.goto('/messages');
  await mina.page.getByText('1 unread', { exact: true }).waitFor({ state: 'attached' });
  await mina.page.getByRole('list', { name: 'Messages' }).getByRole('link').click();
  await mina.sees('is it still there?');
  await mina.page.getByRole('link', { name: 'Messages', exact: true }).waitFor();

  await mina.page.getByRole('button', { name: 'Block Jun' }).click();
  for (const one of [mina, jun]) {
    await one.page.getByText('You cannot write to each other now.').waitFor();
  }
  await mina.page.goto('/profile');
  const blocked = mina.page.getByRole('region', { name: 'Blocked people' });
  await blocked.getByRole('button', { name: 'Unblock Jun' }).click();
  await blocked.getByText('You block nobody.').waitFor();
  await jun.page.getByRole('textbox', { name: 'Message' }).waitFor();
  expect(await jun.page.getByText('You cannot write to each other now.').count()).toBe(0);
});
