import { render, screen, within } from '@testing-library/react';
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
