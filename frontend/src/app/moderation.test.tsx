import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { Problem } from '@/shared/lib/problem';
import { fakeServices } from '@/testing/fake-services';
import { App } from './app';

async function enter(role: string, prepare: (scene: ReturnType<typeof fakeServices>) => void = () => {}) {
  history.replaceState(null, '', '/rooms/demo');
  const scene = fakeServices('viewer');
  scene.chat.role = role;
  prepare(scene);
  render(<App services={scene.services} />);
  await screen.findByText('Live');
  const asked = (name: string) => scene.requests.filter((request) => request.name === name);
  return { ...scene, asked, user: userEvent.setup() };
}

const serverActs = (run: () => void) =>
  act(async () => {
    run();
  });

describe('a moderator', () => {
  it('times a viewer out with one press, and can take it back', async () => {
    const { user, answers, asked } = await enter('moderator', ({ chat }) => chat.message('spam'));
    answers.set('PUT /api/rooms/demo/restrictions/other', {});
    answers.set('DELETE /api/rooms/demo/restrictions/other', undefined);
    await user.click(screen.getByRole('button', { name: 'More about Jun’s message' }));
    await user.click(screen.getByRole('menuitem', { name: 'Time Jun out for 10 min' }));
    expect(await screen.findByText('Jun is timed out for 10 min.')).toBeVisible();
    expect(asked('PUT /api/rooms/demo/restrictions/other')[0]?.body).toEqual({
      kind: 'timeout',
      seconds: 600,
      reason: '',
    });
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('Jun may write again.')).toBeVisible();
    expect(asked('DELETE /api/rooms/demo/restrictions/other')).toHaveLength(1);
  });

  it('bans with a reason', async () => {
    const { user, answers, asked } = await enter('moderator', ({ chat }) => chat.message('spam'));
    answers.set('PUT /api/rooms/demo/restrictions/other', {});
    await user.click(screen.getByRole('button', { name: 'More about Jun’s message' }));
    await user.click(screen.getByRole('menuitem', { name: 'Ban, or say why…' }));
    const dialog = screen.getByRole('dialog', { name: 'Keep Jun from writing' });
    await user.click(within(dialog).getByLabelText('For good (ban)'));
    await user.type(within(dialog).getByLabelText('Reason (for moderators)'), 'ads');
    await user.click(within(dialog).getByRole('button', { name: 'Restrict' }));
    expect(await screen.findByText('Jun is banned.')).toBeVisible();
    expect(asked('PUT /api/rooms/demo/restrictions/other')[0]?.body).toEqual({ kind: 'ban', reason: 'ads' });
  });

  it('gives the focus back where a ban was thought better of', async () => {
    const { user, asked } = await enter('moderator', ({ chat }) => chat.message('spam'));
    const opener = screen.getByRole('button', { name: 'More about Jun’s message' });
    await user.click(opener);
    await user.click(screen.getByRole('menuitem', { name: 'Ban, or say why…' }));
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Cancel' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(opener).toHaveFocus();
    expect(asked('PUT /api/rooms/demo/restrictions/other')).toEqual([]);
  });

  it('moves through the menu by the keyboard, and gets the focus back', async () => {
    const { user } = await enter('moderator', ({ chat }) => chat.message('spam'));
    const opener = screen.getByRole('button', { name: 'More about Jun’s message' });
    opener.focus();
    await user.keyboard('{Enter}');
    expect(screen.getByRole('menuitem', { name: 'Time Jun out for 1 min' })).toHaveFocus();
    await user.keyboard('{End}');
    expect(screen.getByRole('menuitem', { name: 'Copy text' })).toHaveFocus();
    await user.keyboard('{ArrowDown}');
    expect(screen.getByRole('menuitem', { name: 'Time Jun out for 1 min' })).toHaveFocus();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('menu')).toBeNull();
    expect(opener).toHaveFocus();
  });

  it('removes and pins, and hears why something did not work', async () => {
    const { user, answers, asked } = await enter('moderator', ({ chat }) => chat.message('look'));
    answers.set('PUT /api/rooms/demo/pin', {});
    await user.click(screen.getByRole('button', { name: 'More about Jun’s message' }));
    await user.click(screen.getByRole('menuitem', { name: 'Pin message' }));
    expect(await screen.findByText('The message is pinned.')).toBeVisible();
    expect(asked('PUT /api/rooms/demo/pin')[0]?.body).toEqual({ event: 'e1' });

    answers.set('DELETE /api/rooms/demo/messages/e1', new Problem({ status: 403, code: 'forbidden' }));
    await user.click(screen.getByRole('button', { name: 'More about Jun’s message' }));
    await user.click(screen.getByRole('menuitem', { name: 'Remove message' }));
    expect(await screen.findByText('That did not work. You may not do this here.')).toBeVisible();
  });

  it('removes a donation from the chat, which is not pinned', async () => {
    const { user, chat, answers, asked } = await enter('moderator');
    await serverActs(() =>
      chat.tell({
        type: 'donation',
        by: { id: 'other', name: 'Jun' },
        amount: 5_000,
        currency: 'KRW',
        text: 'bad words',
      }),
    );
    const path = `DELETE /api/rooms/demo/messages/${chat.log.at(-1)?.id}`;
    answers.set(path, undefined);
    await user.click(screen.getByRole('button', { name: 'More about Jun’s donation' }));
    expect(screen.queryByRole('menuitem', { name: 'Pin message' })).toBeNull();
    await user.click(screen.getByRole('menuitem', { name: 'Remove from the chat' }));
    expect(await screen.findByText('The donation is removed from the chat; the money stays.')).toBeVisible();
    expect(asked(path)).toHaveLength(1);
    await serverActs(() => chat.tell({ type: 'removed', target: chat.log.at(-1)?.id }));
    expect(screen.queryByText('bad words')).toBeNull();
    expect(screen.getByText('Donation removed')).toBeVisible();
  });

  it('unpins what is pinned', async () => {
    const { user, chat, answers, asked } = await enter('moderator', ({ chat: log }) => log.message('look'));
    answers.set('DELETE /api/rooms/demo/pin', undefined);
    await serverActs(() => chat.tell({ type: 'pinned', target: chat.log[0] }));
    await user.click(screen.getByRole('button', { name: 'Unpin' }));
    expect(await screen.findByText('The message is not pinned any more.')).toBeVisible();
    expect(asked('DELETE /api/rooms/demo/pin')).toHaveLength(1);
  });

  it('pauses the chat and sends notices', async () => {
    const { user, chat, answers, asked } = await enter('moderator');
    answers.set('PUT /api/rooms/demo/shield', undefined);
    answers.set('POST /api/rooms/demo/notices', { event: 'n1' });
    await user.click(screen.getByRole('button', { name: 'Pause chat' }));
    expect(asked('PUT /api/rooms/demo/shield')).toHaveLength(1);
    await serverActs(() => chat.tell({ type: 'settings', settings: { ...chat.settings, shield: true } }));
    expect(screen.getByText('The moderators have paused the chat.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Resume chat' })).toHaveAttribute('aria-pressed', 'true');
    expect(screen.getByRole('textbox', { name: 'Message' })).toBeVisible();

    await user.click(screen.getByRole('button', { name: 'Notice' }));
    await user.type(screen.getByLabelText('Text'), 'Back in five');
    await user.click(screen.getByRole('button', { name: 'Send notice' }));
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
    expect(asked('POST /api/rooms/demo/notices')[0]?.body).toEqual({ text: 'Back in five' });
  });

  it('becomes one, and none again, while the page is open', async () => {
    const { chat } = await enter('viewer');
    expect(screen.queryByRole('toolbar', { name: 'Moderation' })).toBeNull();
    await serverActs(() => chat.tell({ type: 'role', viewer: 'me', name: 'Mina', role: 'moderator' }));
    expect(screen.getByRole('toolbar', { name: 'Moderation' })).toBeVisible();
    await serverActs(() => chat.tell({ type: 'role', viewer: 'me', name: 'Mina', role: 'viewer' }));
    expect(screen.queryByRole('toolbar', { name: 'Moderation' })).toBeNull();
  });
});

describe('a viewer', () => {
  it('may remove an own message and nothing else', async () => {
    const { user } = await enter('viewer', ({ chat }) => chat.message('mine', 'me'));
    await user.click(screen.getByRole('button', { name: 'More about Mina’s message' }));
    const items = screen.getAllByRole('menuitem').map((item) => item.textContent);
    expect(items).toEqual(['Remove message', 'Copy text']);
  });

  it('cannot write while the chat is paused', async () => {
    const { chat } = await enter('viewer');
    await serverActs(() => chat.tell({ type: 'settings', settings: { ...chat.settings, shield: true } }));
    expect(screen.queryByRole('textbox', { name: 'Message' })).toBeNull();
    expect(screen.getByText('The chat is paused. It goes on soon.')).toBeVisible();
    await serverActs(() => chat.tell({ type: 'settings', settings: chat.settings }));
    expect(screen.getByRole('textbox', { name: 'Message' })).toBeVisible();
  });

  it('who is timed out sees for how long, and writes again once it is lifted', async () => {
    const { chat } = await enter('viewer');
    const until = Date.now() + 90_000;
    await serverActs(() => chat.tell({ type: 'cleared', viewer: 'me', reason: 'timeout', until }));
    expect(screen.getByText('You are timed out in this room.')).toBeVisible();
    expect(screen.getByText(/You can write again in 1:(30|29)/)).toBeVisible();
    expect(screen.queryByRole('textbox', { name: 'Message' })).toBeNull();
    await serverActs(() => chat.tell({ type: 'lifted', viewer: 'me' }));
    expect(screen.getByRole('textbox', { name: 'Message' })).toBeVisible();
  });

  it('who is banned asks to be let back in', async () => {
    const { chat, user, answers, asked } = await enter('viewer');
    answers.set('POST /api/rooms/demo/unban-requests', { id: 'u1', state: 'open', text: 'sorry' });
    await serverActs(() => chat.tell({ type: 'cleared', viewer: 'me', reason: 'ban' }));
    expect(screen.getByText('You are banned from this room.')).toBeVisible();
    await user.click(await screen.findByRole('button', { name: 'Ask to be let back in' }));
    await user.type(screen.getByLabelText('What should the moderators know?'), 'sorry');
    await user.click(screen.getByRole('button', { name: 'Send request' }));
    expect(await screen.findByText('Your request is waiting for the moderators.')).toBeVisible();
    expect(asked('POST /api/rooms/demo/unban-requests')[0]?.body).toEqual({ text: 'sorry' });
  });

  it('sees why the last request was refused', async () => {
    const { chat } = await enter('viewer', ({ answers }) =>
      answers.set('GET /api/rooms/demo/unban-requests/mine', {
        id: 'u1',
        state: 'refused',
        text: 'sorry',
        answer: 'not yet',
      }),
    );
    await serverActs(() => chat.tell({ type: 'cleared', viewer: 'me', reason: 'ban' }));
    expect(await screen.findByText('Your request was refused. Answer: not yet')).toBeVisible();
  });

  it('whose message is held sees that, and then the message once it is approved', async () => {
    const { chat, user } = await enter('viewer');
    chat.refusePost = { code: 'held', message: '' };
    await user.type(screen.getByRole('textbox', { name: 'Message' }), 'look at this{Enter}');
    expect(
      await screen.findByText('A moderator looks at it first. It appears once it is approved.'),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Send again' })).toBeNull();
    await serverActs(() => chat.say('look at this', 'me'));
    expect(screen.getAllByText('look at this')).toHaveLength(1);
    expect(screen.queryByText(/A moderator looks at it first/)).toBeNull();
  });

  it('taps reactions, which travel together', async () => {
    const { chat, user } = await enter('viewer', ({ chat: server }) => {
      server.settings = { ...server.settings, reactions: ['👍', '🔥'] };
    });
    const thumb = screen.getByRole('button', { name: 'React with 👍' });
    await user.click(thumb);
    await user.click(thumb);
    await user.click(screen.getByRole('button', { name: 'React with 🔥' }));
    await expect
      .poll(() => chat.session.sent('react'))
      .toMatchObject([
        { reaction: '👍', count: 2 },
        { reaction: '🔥', count: 1 },
      ]);
  });

  it('likes and follows, and sees it taken back where the server refuses', async () => {
    const room = { id: 'demo', title: 'River', likes: 4, followers: 7, liked: false, followed: false };
    const { user, answers } = await enter('viewer', (scene) =>
      scene.answers.set('GET /api/rooms/demo', room),
    );
    answers.set('PUT /api/rooms/demo/like', undefined);
    answers.set('PUT /api/rooms/demo/follow', new Problem({ status: 403, code: 'forbidden' }));
    await user.click(await screen.findByRole('button', { name: 'Like' }));
    expect(screen.getByRole('button', { name: 'Like' })).toHaveAttribute('aria-pressed', 'true');
    expect(screen.getByRole('button', { name: 'Like' })).toHaveTextContent('5');
    await user.click(screen.getByRole('button', { name: /^Follow/ }));
    expect(await screen.findByRole('button', { name: 'Follow 7' })).toHaveAttribute('aria-pressed', 'false');
  });
});

describe('the list of rooms', () => {
  it('shows what the viewer follows and owns, and rooms of a tag', async () => {
    history.replaceState(null, '', '/');
    const { services, requests } = fakeServices('viewer');
    const user = userEvent.setup();
    render(<App services={services} />);
    await user.click(await screen.findByRole('link', { name: 'river' }));
    expect(location.search).toBe('?tag=river');
    await user.click(screen.getByRole('link', { name: 'My rooms' }));
    expect(await screen.findByRole('link', { name: 'Dashboard' })).toHaveAttribute('href', '/dashboard/demo');
    expect(requests.at(-1)?.name).toBe('GET /api/rooms?sort=viewers&tag=river&mine=true');
    await user.click(screen.getByRole('button', { name: 'Rooms of any tag' }));
    await user.click(screen.getByRole('link', { name: 'Following' }));
    expect(location.search).toBe('?show=followed');
    await expect.poll(() => requests.at(-1)?.name).toBe('GET /api/rooms?sort=viewers&followed=true');
  });
});
