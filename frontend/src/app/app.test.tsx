import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { setLanguage } from '@/shared/lib/language';
import { Problem } from '@/shared/lib/problem';
import { fakeServices } from '@/testing/fake-services';
import { App } from './app';

function open(path: string, who: 'guest' | 'viewer' = 'guest') {
  history.replaceState(null, '', path);
  const scene = fakeServices(who);
  const show = () => render(<App services={scene.services} />);
  return { ...scene, show, user: userEvent.setup() };
}

/** A record is asked for again before it counts as not to be had. */
const SLOW = { timeout: 12_000 };

/** Something the server does by itself; what it changes on the page is there afterwards. */
const serverActs = (run: () => void) =>
  act(async () => {
    run();
  });

describe('the list of rooms', () => {
  it('shows each room with its owner and viewers, and leads into it', async () => {
    const { show, user } = open('/');
    show();
    await user.click(await screen.findByRole('link', { name: 'A walk along the river' }));
    expect(location.pathname).toBe('/rooms/demo');
    expect(await screen.findByRole('log', { name: 'Chat messages' })).toBeVisible();
  });

  it('asks the server for what is searched and how it is sorted, and keeps both in the address', async () => {
    const { show, user, requests } = open('/');
    show();
    await user.type(await screen.findByRole('searchbox'), 'river');
    await user.selectOptions(screen.getByLabelText('Sort by'), 'Newest');
    await screen.findByRole('link', { name: 'A walk along the river' });
    expect(location.search).toBe('?query=river&sort=recent');
    expect(requests.at(-1)?.name).toBe('GET /api/rooms?sort=recent&query=river');
  });

  it('tells that there is none, and that none matches', async () => {
    const { show, user, answers } = open('/');
    answers.set('GET /api/rooms', { rooms: [], next: null });
    show();
    expect(await screen.findByText('No room yet.')).toBeVisible();
    await user.type(screen.getByRole('searchbox'), 'zzz');
    expect(await screen.findByText('No room matches “zzz”.')).toBeVisible();
  });

  it('that cannot be loaded can be tried again', async () => {
    const { show, user, answers } = open('/');
    const rooms = answers.get('GET /api/rooms');
    answers.set('GET /api/rooms', new Problem({ status: 403, code: 'forbidden' }));
    show();
    expect(await screen.findByText('The rooms could not be loaded.')).toBeVisible();
    answers.set('GET /api/rooms', rooms);
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: 'A walk along the river' })).toBeVisible();
  });

  it('goes on by the server’s cursor', async () => {
    const { show, user, answers, requests } = open('/');
    const room = { id: 'next', title: 'The next one' };
    answers.set('GET /api/rooms', () =>
      requests.at(-1)?.name.includes('cursor=c1')
        ? { rooms: [room], next: null }
        : { rooms: [{ id: 'first', title: 'The first one' }], next: 'c1' },
    );
    show();
    await user.click(await screen.findByRole('button', { name: 'Show more' }));
    expect(await screen.findByText('The next one')).toBeVisible();
    expect(screen.getByText('The first one')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('lets only a signed-in viewer create a room', async () => {
    const { show } = open('/');
    show();
    await screen.findByRole('link', { name: 'Sign in' });
    expect(screen.queryByRole('button', { name: 'Create a room' })).toBeNull();
  });
});

describe('creating a room', () => {
  it('sends what was filled in, and enters the room', async () => {
    const { show, user, answers, requests } = open('/', 'viewer');
    answers.set('POST /api/rooms', {});
    show();
    await user.click(await screen.findByRole('button', { name: 'Create a room' }));
    await user.type(screen.getByLabelText('Title'), 'By the river');
    await user.type(screen.getByLabelText('Address'), 'demo');
    await user.type(screen.getByLabelText('Tags'), 'slow, river,');
    await user.click(screen.getByRole('button', { name: 'Create room' }));
    expect(await screen.findByRole('log')).toBeVisible();
    expect(requests.find((request) => request.name === 'POST /api/rooms')?.body).toEqual({
      id: 'demo',
      title: 'By the river',
      description: '',
      tags: ['slow', 'river'],
      kind: 'live',
    });
  });

  it('tells at the field what is wrong', async () => {
    const { show, user, answers } = open('/', 'viewer');
    const fields = [{ field: 'id', code: 'room_taken', message: null }];
    answers.set('POST /api/rooms', new Problem({ status: 409, code: 'room_taken', fields }));
    show();
    await user.click(await screen.findByRole('button', { name: 'Create a room' }));
    await user.type(screen.getByLabelText('Title'), 'By the river');
    await user.type(screen.getByLabelText('Address'), 'demo');
    await user.click(screen.getByRole('button', { name: 'Create room' }));
    expect(await screen.findByText('This is taken already.')).toBeVisible();
    expect(screen.getByLabelText('Address')).toBeInvalid();
    expect(screen.getByLabelText('Address')).toHaveAccessibleDescription(/taken already/);
  });
});

describe('a room', () => {
  it('shows a guest the chat, and a way to sign in and back', async () => {
    const { show, chat } = open('/rooms/demo');
    chat.message('hello');
    show();
    const log = await screen.findByRole('log');
    expect(await within(log).findByText('hello')).toBeVisible();
    expect(screen.getByRole('status', { name: 'Connection' })).toHaveTextContent('Live');
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('A walk along the river');
    expect(screen.queryByRole('textbox', { name: 'Message' })).toBeNull();
    expect(screen.getByRole('link', { name: 'Sign in to chat' })).toHaveAttribute(
      'href',
      '/sign-in?return=%2Frooms%2Fdemo',
    );
  });

  it('sends with Enter; the message is pending until the log has it', async () => {
    const { show, chat, user } = open('/rooms/demo', 'viewer');
    show();
    await screen.findByText('Live');
    chat.isSilent = true;
    await user.type(screen.getByRole('textbox', { name: 'Message' }), '  hello  {Enter}');
    expect(screen.getByText('hello')).toBeVisible();
    expect(screen.getByRole('img', { name: 'Sending' })).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'Message' })).toHaveValue('');

    await serverActs(() => {
      chat.isSilent = false;
      chat.answer(chat.session, chat.session.sent('post')[0] ?? expect.fail());
    });
    expect(screen.getAllByText('hello')).toHaveLength(1);
    expect(screen.queryByRole('img', { name: 'Sending' })).toBeNull();
  });

  it('counts characters as the server does, and sends nothing too long', async () => {
    const { show, chat, user } = open('/rooms/demo', 'viewer');
    show();
    await screen.findByText('Live');
    const box = screen.getByRole('textbox', { name: 'Message' });
    await user.click(box);
    await user.paste('👋'.repeat(499));
    expect(box).toHaveAccessibleDescription('1 character left');
    await user.paste('12');
    expect(box).toHaveAccessibleDescription('1 characters too many');
    expect(screen.getByRole('button', { name: 'Send' })).toBeDisabled();
    await user.keyboard('{Enter}');
    expect(chat.session.sent('post')).toEqual([]);
  });

  it.each([
    ['rate_limited', 'That was too fast.'],
    ['banned', 'You are banned from this room.'],
    ['blocked_word', 'The message has a word that is blocked here.'],
    ['something_new', 'Something went wrong on the server.'],
  ])('says %s in words, and sends again under the same key', async (code, words) => {
    const { show, chat, user } = open('/rooms/demo', 'viewer');
    chat.refusePost = { code, message: '' };
    show();
    await screen.findByText('Live');
    await user.type(screen.getByRole('textbox', { name: 'Message' }), 'hello{Enter}');
    expect(await screen.findByText(`Not sent. ${words}`)).toBeVisible();
    chat.refusePost = null;
    await user.click(screen.getByRole('button', { name: 'Send again' }));
    expect(await screen.findByText('hello')).toBeVisible();
    expect(screen.queryByText(/Not sent/)).toBeNull();
    expect(chat.session.sent('post').map((post) => post.key)).toEqual(['k1', 'k1']);
  });

  it('says how long to wait in slow mode, and does not let one try before', async () => {
    const { show, chat, user } = open('/rooms/demo', 'viewer');
    chat.refusePost = { code: 'slow_mode', message: '', retryAfterMs: 5_000 };
    show();
    await screen.findByText('Live');
    await user.type(screen.getByRole('textbox', { name: 'Message' }), 'hello{Enter}');
    expect(await screen.findByText('Not sent. Slow mode is on. Wait 5 s.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Send again' })).toBeDisabled();
    await user.click(screen.getByRole('button', { name: 'Discard' }));
    expect(screen.queryByText('hello')).toBeNull();
  });

  it('takes a reply and lets go of it with Escape', async () => {
    const { show, chat, user } = open('/rooms/demo', 'viewer');
    chat.message('who is there?');
    show();
    await user.click(await screen.findByRole('button', { name: 'Reply to Jun' }));
    expect(screen.getByText('Replying to Jun')).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'Message' })).toHaveFocus();
    await user.keyboard('{Escape}');
    expect(screen.queryByText('Replying to Jun')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Reply to Jun' }));
    await user.type(screen.getByRole('textbox', { name: 'Message' }), 'me{Enter}');
    expect(chat.session.sent('post')).toMatchObject([{ text: 'me', replyTo: 'e1' }]);
    expect(screen.queryByText('Replying to Jun')).toBeNull();
  });

  it('moves through the messages by the arrow keys, one Tab stop for all', async () => {
    const { show, chat, user } = open('/rooms/demo', 'viewer');
    chat.message('first');
    chat.append({ by: { id: 'b', name: 'Bo' }, text: 'second' });
    show();
    const last = await screen.findByRole('button', { name: 'Reply to Bo' });
    const first = screen.getByRole('button', { name: 'Reply to Jun' });
    expect([first.tabIndex, last.tabIndex]).toEqual([-1, 0]);
    last.focus();
    await user.keyboard('{ArrowUp}');
    await expect.poll(() => document.activeElement).toBe(first);
    expect([first.tabIndex, last.tabIndex]).toEqual([0, -1]);
  });

  it('says when the connection is lost, and goes on', async () => {
    const { show, chat, user } = open('/rooms/demo', 'viewer');
    show();
    await screen.findByText('Live');
    await serverActs(() => chat.goOnline(false));
    expect(screen.getByText('No network. The chat goes on once it is back.')).toBeVisible();
    await serverActs(() => chat.goOnline(true));
    await user.click(screen.getByRole('button', { name: 'Try now' }));
    expect(await screen.findByText('Live')).toBeVisible();
    expect(chat.sessions).toHaveLength(2);
  });

  it('that bans the viewer says so and stays away until asked', async () => {
    const { show, chat } = open('/rooms/demo', 'viewer');
    show();
    await screen.findByText('Live');
    await serverActs(() => chat.session.close(4502));
    expect(screen.getByRole('alert')).toHaveTextContent('You are banned from this room.');
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
  });

  it('that is closed can be read and not written', async () => {
    const { show, chat } = open('/rooms/demo', 'viewer');
    chat.message('last words');
    show();
    await screen.findByText('last words');
    await serverActs(() => {
      chat.append({ type: 'closed' });
      chat.fanOut(chat.session, 1);
    });
    expect(screen.getByText('The chat is closed. It can still be read.')).toBeVisible();
    expect(screen.queryByRole('textbox', { name: 'Message' })).toBeNull();
    expect(screen.getByText('This room is closed')).toBeVisible();
  });

  it('plays a broadcast once there is one', async () => {
    const { show, chat } = open('/rooms/demo');
    show();
    expect(await screen.findByText('No broadcast is on air')).toBeVisible();
    await screen.findByText('Live');
    await serverActs(() => {
      chat.append({ type: 'broadcast', state: 'live', playback: 'http://localhost/demo.m3u8' });
      chat.fanOut(chat.session, 0);
    });
    expect(screen.queryByText('No broadcast is on air')).toBeNull();
    expect(document.querySelector('video')).toHaveAttribute('src', 'http://localhost/demo.m3u8');
  });

  it('loads older history on demand, up to the beginning', async () => {
    const { show, chat, user, answers } = open('/rooms/demo');
    for (let index = 1; index <= 3; index += 1) {
      chat.message(`line ${index}`);
    }
    const events = [...chat.log];
    chat.log.splice(0, 2);
    answers.set('GET /api/rooms/demo/messages', { events, before: null, after: null });
    show();
    await user.click(await screen.findByRole('button', { name: 'Load older messages' }));
    expect(await screen.findByText('line 1')).toBeVisible();
    expect(screen.getByText('The chat begins here.')).toBeVisible();
  });

  it('says that its details are being loaded, and shows them once they are there', async () => {
    const { show, answers } = open('/rooms/demo');
    const record = answers.get('GET /api/rooms/demo');
    let arrive = (_: unknown) => {};
    answers.set(
      'GET /api/rooms/demo',
      new Promise((resolve) => {
        arrive = resolve;
      }),
    );
    show();
    await screen.findByText('Live');
    expect(within(screen.getByRole('main')).getByRole('heading', { level: 1 })).toHaveTextContent('Loading…');
    await serverActs(() => arrive(record));
    expect(await screen.findByRole('heading', { name: 'A walk along the river' })).toBeVisible();
    expect(screen.getByText('by Jun')).toBeVisible();
    expect(screen.queryByText('Loading…')).toBeNull();
  });

  it('is there without its details, which are tried again on demand', async () => {
    const { show, user, answers } = open('/rooms/demo');
    const record = answers.get('GET /api/rooms/demo');
    answers.set('GET /api/rooms/demo', new Problem({ status: 429, code: 'rate_limited' }));
    show();
    expect(await screen.findByText(/The details of this room cannot be shown now/, {}, SLOW)).toBeVisible();
    expect(screen.getByText('Live')).toBeVisible();
    answers.set('GET /api/rooms/demo', record);
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('heading', { name: 'A walk along the river' })).toBeVisible();
  });

  it('shows what answers or names the viewer as such', async () => {
    const { show, chat } = open('/rooms/demo', 'viewer');
    chat.message('nobody in particular', 'jun');
    chat.message('@mina look there', 'jun');
    show();
    expect((await screen.findByText('@mina look there')).parentElement).toHaveTextContent('For you:');
    expect(screen.getByText('nobody in particular').parentElement).not.toHaveTextContent('For you:');
  });

  it('keeps what was begun to be written while the chat is paused', async () => {
    const { show, chat, user } = open('/rooms/demo', 'viewer');
    show();
    await user.type(await screen.findByRole('textbox', { name: 'Message' }), 'half a thought');
    const shield = (isUp: boolean) =>
      serverActs(() => {
        chat.append({ type: 'settings', settings: { ...chat.settings, shield: isUp } });
        chat.fanOut(chat.session, chat.log.length - 1);
      });
    await shield(true);
    expect(screen.queryByRole('textbox', { name: 'Message' })).toBeNull();
    await shield(false);
    expect(screen.getByRole('textbox', { name: 'Message' })).toHaveValue('half a thought');
  });

  it('that does not exist is told as such', async () => {
    const { show } = open('/rooms/nowhere');
    show();
    expect(await screen.findByRole('heading', { name: 'No such room' })).toBeVisible();
  });
});

describe('an account', () => {
  it('is made, and leads back to where the viewer came from', async () => {
    const { show, user, answers, requests } = open('/sign-up?return=%2Frooms%2Fdemo');
    answers.set('POST /api/users', {});
    show();
    await user.type(screen.getByLabelText('Handle'), 'mina');
    await user.type(screen.getByLabelText('Name'), 'Mina');
    await user.type(screen.getByLabelText('Password'), 'correct horse');
    await user.click(screen.getByRole('button', { name: 'Create account' }));
    expect(await screen.findByRole('textbox', { name: 'Message' })).toBeVisible();
    expect(requests.find((request) => request.name === 'POST /api/users')?.body).toEqual({
      handle: 'mina',
      displayName: 'Mina',
      password: 'correct horse',
    });
  });

  it('never leads to another site', async () => {
    const { show, user } = open('/sign-in?return=%2F%2Fevil.example');
    show();
    await user.type(screen.getByLabelText('Handle'), 'mina');
    await user.type(screen.getByLabelText('Password'), 'correct horse');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('heading', { name: 'Rooms' })).toBeVisible();
    expect(location.pathname).toBe('/');
  });

  it('with a wrong password says so, and keeps the handle', async () => {
    const { show, user, answers } = open('/sign-in');
    answers.set('POST /api/sessions', new Problem({ status: 401, code: 'credentials_wrong' }));
    show();
    await user.type(screen.getByLabelText('Handle'), 'mina');
    await user.type(screen.getByLabelText('Password'), 'wrong');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Handle and password do not belong together.');
    expect(screen.getByLabelText('Handle')).toHaveValue('mina');
  });

  it('gets another password, and leaves every device', async () => {
    const { show, user, answers, requests } = open('/profile', 'viewer');
    answers.set('PUT /api/me/password', new Problem({ status: 403, code: 'credentials_wrong' }));
    show();
    await user.type(await screen.findByLabelText('Current password'), 'correct horse');
    await user.type(screen.getByLabelText('New password'), 'battery staple');
    await user.click(screen.getByRole('button', { name: 'Change password' }));
    expect(await screen.findByText('This is not your password.')).toBeVisible();
    answers.set('PUT /api/me/password', undefined);
    await user.click(screen.getByRole('button', { name: 'Change password' }));
    expect(await screen.findByText('Changed. All other sign-ins have ended.')).toBeVisible();
    expect(screen.getByLabelText('New password')).toHaveValue('');
    await user.click(screen.getByRole('button', { name: 'Sign out everywhere' }));
    expect(await screen.findByText(/Sign in to see your profile/)).toBeVisible();
    expect(requests.at(-1)?.name).toBe('DELETE /api/sessions?everywhere=true');
  });

  it('is left by signing out', async () => {
    const { show, user } = open('/rooms/demo', 'viewer');
    show();
    await user.click(await screen.findByRole('button', { name: 'Sign out' }));
    expect(await screen.findByRole('link', { name: 'Sign in to chat' })).toBeVisible();
    expect(localStorage.getItem('spate.signed-in')).toBeNull();
  });
});

describe('the frame', () => {
  it('gives the focus to a new page whose link is gone, and leaves it to one that stays', async () => {
    const { show, user } = open('/', 'viewer');
    show();
    const shelf = await screen.findByRole('link', { name: 'My rooms' });
    await user.click(shelf);
    expect(shelf).toHaveFocus();
    await user.click(await screen.findByRole('link', { name: 'A walk along the river' }));
    await screen.findByRole('log');
    expect(screen.getByRole('main')).toHaveFocus();
  });

  it('speaks the chosen language and remembers it', async () => {
    const { show, user } = open('/');
    show();
    await user.selectOptions(screen.getByLabelText('Language'), '한국어');
    expect(screen.getByRole('heading', { name: '채팅방' })).toBeVisible();
    expect(document.documentElement.lang).toBe('ko');
    expect(localStorage.getItem('spate.language')).toBe('ko');
    act(() => setLanguage('en'));
  });

  it('offers a way past itself to those who use the keyboard', async () => {
    const { show, user } = open('/');
    show();
    await user.tab();
    expect(screen.getByRole('link', { name: 'Skip to content' })).toHaveFocus();
    expect(screen.getByRole('main')).toHaveAttribute('id', 'content');
  });
});
