import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { Problem } from '@/shared/lib/problem';
import { fakeServices } from '@/testing/fake-services';
import { App } from './app';

const RECORD = {
  id: 'demo',
  title: 'River',
  description: 'By the water',
  tags: ['river'],
  open: true,
  owner: { id: 'me', handle: 'mina', name: 'Mina' },
  settings: { textLength: 500, slowModeSeconds: 0, reactions: ['👍'] },
  version: 7,
};
const JUN = { id: 'jun', name: 'Jun' };

function open(path: string, who: 'guest' | 'viewer' = 'viewer') {
  history.replaceState(null, '', path);
  const scene = fakeServices(who);
  scene.answers.set('GET /api/rooms/demo', RECORD);
  scene.answers.set('GET /api/rooms/demo/unban-requests', { requests: [], next: null });
  scene.answers.set('GET /api/rooms/demo/restrictions', { restrictions: [], next: null });
  scene.answers.set('GET /api/rooms/demo/held', { messages: [], next: null });
  scene.answers.set('GET /api/rooms/demo/blocked-words', { words: [], version: 0 });
  render(<App services={scene.services} />);
  const asked = (name: string) => scene.requests.filter((request) => request.name === name);
  return { ...scene, asked, user: userEvent.setup() };
}

describe('the dashboard', () => {
  it('asks a guest to sign in', async () => {
    open('/dashboard/demo', 'guest');
    expect(await screen.findByText('Sign in to see this dashboard.')).toBeVisible();
  });

  it('of a room that does not exist says so', async () => {
    open('/dashboard/nowhere');
    expect(await screen.findByText(/There is no room at this address/)).toBeVisible();
  });

  it('lists who is kept from writing, and lifts it', async () => {
    const { answers, user, asked } = open('/dashboard/demo/moderation');
    const bo = { viewer: 'bo', handle: 'bo', name: 'Bo', kind: 'ban', reason: 'ads', by: JUN, since: 1 };
    answers.set('GET /api/rooms/demo/restrictions', { restrictions: [bo], next: null });
    answers.set('DELETE /api/rooms/demo/restrictions/bo', undefined);
    const list = await screen.findByRole('list', { name: 'Kept from writing' });
    expect(within(list).getByText('Banned')).toBeVisible();
    expect(within(list).getByText(/ads · by Jun/)).toBeVisible();
    answers.set('GET /api/rooms/demo/restrictions', { restrictions: [], next: null });
    await user.click(within(list).getByRole('button', { name: 'Lift' }));
    expect(await screen.findByText('Bo may write again.')).toBeVisible();
    expect(await screen.findByText('Nobody is timed out or banned.')).toBeVisible();
    expect(asked('DELETE /api/rooms/demo/restrictions/bo')).toHaveLength(1);
  });

  it('answers who asks to be let back in', async () => {
    const { answers, user, asked } = open('/dashboard/demo/moderation');
    const request = { id: 'u1', viewer: JUN, text: 'I am sorry', state: 'open', createdAt: 1 };
    answers.set('GET /api/rooms/demo/unban-requests', { requests: [request], next: null });
    answers.set('PUT /api/rooms/demo/unban-requests/u1', {});
    expect(await screen.findByText('I am sorry')).toBeVisible();
    await user.type(screen.getByLabelText('Answer (the viewer sees it)'), 'be kind');
    await user.click(screen.getByRole('button', { name: 'Refuse' }));
    expect(await screen.findByText('Jun’s request is refused.')).toBeVisible();
    expect(asked('PUT /api/rooms/demo/unban-requests/u1')[0]?.body).toEqual({
      decision: 'refuse',
      answer: 'be kind',
    });
  });

  it('saves what was changed of the settings, against the version that was seen', async () => {
    const { answers, user, asked } = open('/dashboard/demo/settings');
    answers.set('PATCH /api/rooms/demo', {
      ...RECORD,
      settings: { ...RECORD.settings, slowModeSeconds: 10 },
      version: 8,
    });
    const save = await screen.findByRole('button', { name: 'Save changes' });
    expect(save).toBeDisabled();
    await user.selectOptions(screen.getByLabelText('Slow mode'), 'One message every 10 s');
    await user.click(save);
    expect(await screen.findByText('Saved.')).toBeVisible();
    expect(asked('PATCH /api/rooms/demo')[0]?.body).toEqual({ settings: { slowModeSeconds: 10 } });
    expect(screen.getByRole('button', { name: 'Save changes' })).toBeDisabled();
  });

  it('keeps messages for some days, and for ever again', async () => {
    const { answers, user, asked } = open('/dashboard/demo/settings');
    const withDays = (retentionDays: number | null, version: number) => ({
      ...RECORD,
      settings: { ...RECORD.settings, ...(retentionDays && { retentionDays }) },
      version,
    });
    answers.set('PATCH /api/rooms/demo', withDays(30, 8));
    const days = await screen.findByRole('spinbutton', { name: 'Days that messages are kept' });
    expect(days).toHaveValue(null);
    expect(days).toHaveAccessibleDescription('1 to 3650. Leave empty to keep them for ever.');
    await user.type(days, '30');
    expect(days).toHaveAccessibleDescription(/older than 30 days is deleted for good/);
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    expect(await screen.findByText('Saved.')).toBeVisible();
    const kept = screen.getByRole('spinbutton', { name: 'Days that messages are kept' });
    expect(kept).toHaveValue(30);
    answers.set('PATCH /api/rooms/demo', withDays(null, 9));
    await user.clear(kept);
    expect(kept).toHaveAccessibleDescription(/Leave empty to keep them for ever/);
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    await expect
      .poll(() => asked('PATCH /api/rooms/demo').map((request) => request.body))
      .toEqual([{ settings: { retentionDays: 30 } }, { settings: { retentionDays: -1 } }]);
  });

  it('refuses days that the server would, and tells what it says of others', async () => {
    const { answers, user, asked } = open('/dashboard/demo/settings');
    const days = await screen.findByRole('spinbutton', { name: 'Days that messages are kept' });
    await user.type(days, '0');
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    expect(days).toBeInvalid();
    expect(asked('PATCH /api/rooms/demo')).toEqual([]);
    const range = { field: 'settings.retentionDays', code: 'range', message: null };
    answers.set('PATCH /api/rooms/demo', new Problem({ status: 422, code: 'invalid', fields: [range] }));
    await user.clear(days);
    await user.type(days, '3650');
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    expect(await screen.findByText('This is too little or too much.')).toBeVisible();
  });

  it('tells that somebody else changed the room, and shows their version', async () => {
    const { answers, user } = open('/dashboard/demo/settings');
    answers.set('PATCH /api/rooms/demo', new Problem({ status: 412, code: 'conflict' }));
    await user.type(await screen.findByLabelText('Title'), ' and sea');
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    expect(await screen.findByText(/Somebody else changed the room meanwhile/)).toBeVisible();
    answers.set('GET /api/rooms/demo', { ...RECORD, title: 'Lake', version: 9 });
    await user.click(screen.getByRole('button', { name: 'Show their version' }));
    expect(await screen.findByDisplayValue('Lake')).toBeVisible();
  });

  it('closes the chat and opens it again', async () => {
    const { answers, user, asked } = open('/dashboard/demo/settings');
    answers.set('PATCH /api/rooms/demo', { ...RECORD, open: false, version: 8 });
    await user.click(await screen.findByRole('button', { name: 'Close the chat' }));
    expect(await screen.findByRole('button', { name: 'Open the chat again' })).toBeVisible();
    expect(asked('PATCH /api/rooms/demo')[0]?.body).toEqual({ open: false });
  });

  it('keeps what is being changed while somebody else saves, and shows theirs where nothing is', async () => {
    const { answers, user, services } = open('/dashboard/demo/settings');
    const title = await screen.findByLabelText('Title');
    const theirs = async (name: string, version: number) => {
      answers.set('GET /api/rooms/demo', { ...RECORD, title: name, version });
      await act(() => services.queries.invalidateQueries({ queryKey: ['dashboard', 'demo', 'record'] }));
    };
    await theirs('Lake', 8);
    expect(await screen.findByDisplayValue('Lake')).toBe(title);
    await user.type(title, ' and sea');
    await theirs('Pond', 9);
    expect(await screen.findByRole('heading', { name: 'Pond' })).toBeVisible();
    expect(title).toHaveValue('Lake and sea');
  });

  it('shows a moderator no settings, and a viewer that it is not for viewers', async () => {
    const { answers } = open('/dashboard/demo/moderation');
    answers.set('GET /api/rooms/demo', { ...RECORD, owner: { id: 'o', handle: 'o', name: 'O' } });
    answers.set('GET /api/rooms/demo/restrictions', new Problem({ status: 403, code: 'forbidden' }));
    expect(await screen.findByText('Only the moderators of this room see this.')).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Settings' })).toBeNull();
  });

  it('lists the roles, and takes one away', async () => {
    const { answers, user, asked } = open('/dashboard/demo/people');
    answers.set('GET /api/rooms/demo/moderators', { viewers: [{ ...JUN, handle: 'jun_' }], next: null });
    answers.set('GET /api/rooms/demo/vips', { viewers: [], next: null });
    answers.set('GET /api/rooms/demo/members', { viewers: [], next: null });
    answers.set('DELETE /api/rooms/demo/moderators/jun', undefined);
    const list = await screen.findByRole('list', { name: 'Moderators' });
    expect(within(list).getByText('@jun_')).toBeVisible();
    await user.click(within(list).getByRole('button', { name: 'Take away' }));
    expect(await screen.findByText('Jun does not have this role any more.')).toBeVisible();
    expect(asked('DELETE /api/rooms/demo/moderators/jun')).toHaveLength(1);
  });

  it('puts together the address of an overlay', async () => {
    const { user } = open('/dashboard/demo/overlay');
    await user.selectOptions(await screen.findByLabelText('Behind the words'), 'Dark');
    await user.selectOptions(screen.getByLabelText('What it shows'), 'Donations');
    const address = screen.getByLabelText('Address') as HTMLInputElement;
    expect(address.value).toMatch(/\/overlay\/demo\?plate=dark&show=donations$/);
    expect(screen.getByRole('link', { name: 'Look at it' })).toHaveAttribute(
      'href',
      '/overlay/demo?plate=dark&show=donations',
    );
  });

  it('decides about held messages', async () => {
    const { answers, user, asked } = open('/dashboard/demo/moderation');
    const held = { id: 'h1', author: JUN, text: 'is this fine?', at: 1, state: 'open' };
    answers.set('GET /api/rooms/demo/held', { messages: [held], next: null });
    answers.set('PUT /api/rooms/demo/held/h1', held);
    const list = await screen.findByRole('list', { name: 'Held messages' });
    answers.set('GET /api/rooms/demo/held', { messages: [], next: null });
    await user.click(within(list).getByRole('button', { name: 'Approve' }));
    expect(await screen.findByText('No message waits for you.')).toBeVisible();
    expect(asked('PUT /api/rooms/demo/held/h1')[0]?.body).toEqual({ decision: 'approve' });
  });

  it('blocks words and unblocks them, against the version that was seen', async () => {
    const { answers, user, asked } = open('/dashboard/demo/moderation');
    const spoiler = { pattern: 'spoiler*', action: 'hold' };
    const list = { words: [spoiler], version: 4 };
    answers.set('GET /api/rooms/demo/blocked-words', list);
    const both = [spoiler, { pattern: '바보', action: 'mask' }];
    answers.set('PUT /api/rooms/demo/blocked-words', { words: both, version: 5 });
    await user.type(await screen.findByLabelText('Word'), '바보');
    await user.click(screen.getByRole('button', { name: 'Add' }));
    expect(await screen.findByText('바보')).toBeVisible();
    answers.set('PUT /api/rooms/demo/blocked-words', { words: [both[1]], version: 6 });
    await user.click(screen.getByRole('button', { name: 'Unblock spoiler*' }));
    await expect.poll(() => screen.queryByText('spoiler*')).toBeNull();
    const sent = asked('PUT /api/rooms/demo/blocked-words');
    expect(sent.map((request) => request.body)).toEqual([{ words: both }, { words: [both[1]] }]);
    expect(sent.map((request) => request.headers?.['If-Match'])).toEqual(['"4"', '"5"']);
  });

  it('adds a bot, and shows its token once', async () => {
    const { answers, user, asked } = open('/dashboard/demo/bots');
    answers.set('GET /api/rooms/demo/bots', { bots: [], next: null });
    answers.set('GET /api/rooms/demo/webhooks', { webhooks: [], next: null });
    answers.set('POST /api/rooms/demo/bots', { id: 'b1', name: 'Rex', scopes: ['post'], token: 'secret-1' });
    await user.type(await screen.findByLabelText('Name'), 'Rex');
    await user.click(screen.getByRole('checkbox', { name: 'Read' }));
    await user.click(screen.getByRole('button', { name: 'Add a bot' }));
    const dialog = await screen.findByRole('dialog', { name: 'Token of Rex' });
    expect(within(dialog).getByDisplayValue('secret-1')).toBeVisible();
    expect(asked('POST /api/rooms/demo/bots')[0]?.body).toEqual({ name: 'Rex', scopes: ['post'] });
    await user.click(within(dialog).getByRole('button', { name: 'Close' }));
    expect(screen.queryByDisplayValue('secret-1')).toBeNull();
  });

  it('removes a bot or gives it another token only after asking', async () => {
    const { answers, user, asked } = open('/dashboard/demo/bots');
    const rex = { id: 'b1', name: 'Rex', scopes: ['post'], usedAt: null };
    answers.set('GET /api/rooms/demo/bots', { bots: [rex], next: null });
    answers.set('GET /api/rooms/demo/webhooks', { webhooks: [], next: null });
    answers.set('POST /api/rooms/demo/bots/b1/token', { name: 'Rex', token: 'secret-2' });
    answers.set('DELETE /api/rooms/demo/bots/b1', undefined);
    await user.click(await screen.findByRole('button', { name: 'Remove Rex' }));
    const dialog = screen.getByRole('dialog', { name: 'Remove Rex' });
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    expect(screen.queryByRole('dialog')).toBeNull();

    await user.click(screen.getByRole('button', { name: 'A new token for Rex' }));
    await user.click(
      within(screen.getByRole('dialog', { name: 'A new token for Rex' })).getByRole('button', {
        name: 'New token',
      }),
    );
    expect(await screen.findByDisplayValue('secret-2')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Close' }));

    expect(asked('DELETE /api/rooms/demo/bots/b1')).toEqual([]);
    answers.set('GET /api/rooms/demo/bots', { bots: [], next: null });
    await user.click(screen.getByRole('button', { name: 'Remove Rex' }));
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Remove' }));
    expect(await screen.findByText('Rex is gone.')).toBeVisible();
    expect(await screen.findByText('No bots yet.')).toBeVisible();
    expect(asked('DELETE /api/rooms/demo/bots/b1')).toHaveLength(1);
  });

  it('looks after a webhook and its deliveries', async () => {
    const { answers, user, asked } = open('/dashboard/demo/bots');
    const hook = {
      id: 'w1',
      url: 'https://example.org/hook',
      events: ['donation'],
      state: 'disabled',
      version: 3,
    };
    const failed = { id: 'd1', state: 'failed', events: 2, attempts: 5, status: 500, createdAt: 1 };
    answers.set('GET /api/rooms/demo/bots', { bots: [], next: null });
    answers.set('GET /api/rooms/demo/webhooks', { webhooks: [hook], next: null });
    answers.set('GET /api/rooms/demo/webhooks/w1/deliveries', { deliveries: [failed], next: null });
    answers.set('POST /api/rooms/demo/webhooks/w1/deliveries/d1/retry', failed);
    answers.set('PATCH /api/rooms/demo/webhooks/w1', { ...hook, state: 'active', version: 4 });
    expect(await screen.findByText('Disabled after failures')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Go on' }));
    expect(await screen.findByText('It goes on where it stood.')).toBeVisible();
    expect(asked('PATCH /api/rooms/demo/webhooks/w1')[0]).toMatchObject({
      body: { state: 'active' },
      headers: { 'If-Match': '"3"' },
    });
    await user.click(screen.getByText('Deliveries'));
    expect(await screen.findByText('2 events, 5 tries')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('It is tried again.')).toBeVisible();
  });

  it('pages through the log of moderation', async () => {
    const { answers, user, requests } = open('/dashboard/demo/audit');
    const entry = { id: 2, at: 2, by: JUN, action: 'ban', viewer: { id: 'bo', name: 'Bo' }, detail: 'ads' };
    answers.set('GET /api/rooms/demo/audit', () =>
      requests.at(-1)?.name.includes('cursor=c1')
        ? { entries: [{ ...entry, id: 1, action: 'something_new' }], next: null }
        : { entries: [entry], next: 'c1' },
    );
    expect(await screen.findByText('banned')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Show more' }));
    expect(await screen.findByText('something_new')).toBeVisible();
  });
});

describe('the figures', () => {
  const POINT = { at: 1_790_000_000_000, viewers: 8, peak: 9, messages: 41, chatters: 7, reactions: 30 };
  const FIGURES = {
    from: POINT.at,
    to: POINT.at + 120_000,
    step: 60,
    now: { viewers: 12, peak: 15 },
    totals: { messages: 4_120, chatters: 97, reactions: 3_120, donated: 15_000 },
    series: [POINT, { ...POINT, at: POINT.at + 60_000, messages: 12 }],
    topChatters: [{ viewer: 'v', name: 'Jun', messages: 61 }],
    topDonors: [],
    hotWords: [{ word: '고양이', count: 31 }],
    moderation: { removed: 2, bans: 0 },
  };

  it('are shown as numbers, charts, a table and rankings', async () => {
    const { answers, user, requests } = open('/dashboard/demo');
    answers.set('GET /api/rooms/demo/dashboard', FIGURES);
    expect(await screen.findByText('4,120')).toBeVisible();
    expect(screen.getByRole('img', { name: 'Messages: Messages 12' })).toBeVisible();
    expect(screen.getByText('Jun')).toBeVisible();
    expect(screen.getByText('고양이')).toBeVisible();
    expect(screen.getByText('Messages removed')).toBeVisible();
    expect(screen.queryByText('Bans')).toBeNull();
    screen.getByRole('img', { name: 'Messages: Messages 12' }).focus();
    await user.keyboard('{ArrowLeft}');
    expect(screen.getByRole('img', { name: 'Messages: Messages 41' })).toBeVisible();
    expect(
      within(screen.getByRole('table', { hidden: true })).getAllByRole('row', { hidden: true }),
    ).toHaveLength(3);
    await user.click(screen.getByRole('radio', { name: '7 days' }));
    await expect.poll(() => requests.at(-1)?.name).toMatch(/dashboard\?from=\d+&to=\d+&step=3600/);
  });

  it('go on live', async () => {
    const { answers, raws } = open('/dashboard/demo');
    answers.set('GET /api/rooms/demo/dashboard', FIGURES);
    const live = { ...FIGURES, step: 10, now: { viewers: 777, peak: 800 } };
    const stream = new ReadableStream({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode(`event:figures\ndata:${JSON.stringify(live)}\n\n`));
      },
    });
    raws.set('/api/rooms/demo/dashboard/live', new Response(stream));
    expect(await screen.findByText('777')).toBeVisible();
    expect(screen.getByText('Live')).toBeVisible();
  });
});
