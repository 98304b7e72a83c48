import { it } from 'vitest';
import { scene } from './scene';

const viewer = scene();

it('the owner’s dashboard changes the rules of the room', async () => {
  const [mina, jun] = await Promise.all([viewer('Mina'), viewer('Jun')]);
  const room = await mina.createRoom('Figures');
  await jun.enter(room);
  for (const text of ['first', 'second', 'third']) {
    await jun.say(text);
    await jun.sees(text);
  }
  await mina.page.getByRole('link', { name: 'Dashboard' }).click();
  await mina.page.getByRole('link', { name: 'Settings' }).click();
  await mina.page.getByLabel('Slow mode').selectOption({ label: 'One message every 30 s' });
  await mina.page.getByRole('button', { name: 'Save changes' }).click();
  await mina.page.getByText('Saved.').waitFor();
  await jun.page.getByText('Slow mode: one message every 30 s').waitFor();
});
