import { describe, expect, it } from 'vitest';
import { scene } from './scene';

const viewer = scene();

describe('a moderator', () => {
  it('times a viewer out and removes a message, and both pages show it', async () => {
    const [mina, jun, sora] = await Promise.all([viewer('Mina'), viewer('Jun'), viewer('Sora')]);
    const room = await mina.createRoom('Moderated');
    await Promise.all([jun.enter(room), sora.enter(room)]);
    await jun.say('buy followers');
    await sora.say('oops, wrong room');
    await mina.sees('buy followers');
    await mina.sees('oops, wrong room');

    await mina.page.getByRole('button', { name: 'More about Jun’s message' }).click();
    await mina.page.getByRole('menuitem', { name: 'Time Jun out for 10 min' }).click();
    await mina.page.getByText('Jun is timed out for 10 min.').waitFor();
    await jun.page.getByText('You are timed out in this room.').waitFor();
    await sora.page.getByText('buy followers').waitFor({ state: 'detached' });
    expect(await jun.page.getByRole('textbox', { name: 'Message' }).count()).toBe(0);

    await mina.page.getByRole('button', { name: 'More about Sora’s message' }).click();
    await mina.page.getByRole('menuitem', { name: 'Remove message' }).click();
    await sora.page.getByText('oops, wrong room').waitFor({ state: 'detached' });
    expect(await sora.page.getByRole('textbox', { name: 'Message' }).count()).toBe(1);

    await jun.page.getByRole('button', { name: 'Ask to be let back in' }).click();
    await jun.page.getByLabel('What should the moderators know?').fill('It was my brother.');
    await jun.page.getByRole('button', { name: 'Send request' }).click();
    await jun.page.getByText('Your request is waiting for the moderators.').waitFor();
    await mina.page.getByRole('link', { name: 'Dashboard' }).click();
    await mina.page.getByRole('link', { name: 'Moderation' }).click();
    await mina.page.getByText('It was my brother.').waitFor();
    await mina.page.getByRole('button', { name: 'Let back in' }).click();
    await jun.page.getByRole('textbox', { name: 'Message' }).waitFor();
    await jun.say('thank you');
    await sora.sees('thank you');
  });

  it('pauses the chat for everybody else, and lets it go on', async () => {
    const [mina, jun] = await Promise.all([viewer('Mina'), viewer('Jun')]);
    await jun.enter(await mina.createRoom('Paused'));
    await mina.page.getByRole('button', { name: 'Pause chat' }).click();
    await jun.page.getByText('The chat is paused. It goes on soon.').waitFor();
    await mina.say('one moment please');
    await jun.sees('one moment please');
    await mina.page.getByRole('button', { name: 'Resume chat' }).click();
    await jun.say('back again');
    await mina.sees('back again');
  });
});
