import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { Problem } from '@/shared/lib/problem';
import { fakeServices } from '@/testing/fake-services';
import { App } from './app';

const JUN = { id: 'jun', name: 'Jun', handle: 'jun' };
const CONVERSATION = {
  room: 'd-1',
  with: JUN,
  last: { id: 'e1', type: 'message', at: 1, by: { id: 'jun', name: 'Jun' }, text: 'is it sold?' },
  unread: 2,
  readPosition: null,
  at: 1,
};

function open(path: string) {
  history.replaceState(null, '', path);
  const scene = fakeServices('viewer');
  scene.answers.set('GET /api/conversations', { conversations: [CONVERSATION], next: null });
  scene.answers.set('PUT /api/rooms/d-1/read', undefined);
  render(<App services={scene.services} />);
  const asked = (name: string) => scene.requests.filter((request) => request.name === name);
  return { ...scene, asked, user: userEvent.setup() };
}

it('the list tells what is unread, and leads into the conversation, which is then read', async () => {
  const { chat, user, asked } = open('/messages');
  chat.message('is it sold?', 'jun');
  const list = await screen.findByRole('list', { name: 'Messages' });
  expect(await within(list).findByText('is it sold?')).toBeVisible();
  expect(within(list).getByText('2 unread')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Messages, 2 unread' })).toBeVisible();
  await user.click(within(list).getByRole('link', { name: /Jun/ }));
  expect(location.pathname).toBe('/messages/d-1');
  expect(await within(await screen.findByRole('log')).findByText('is it sold?')).toBeVisible();
  await expect.poll(() => asked('PUT /api/rooms/d-1/read')[0]?.body).toEqual({ position: 'q.1' });
  await user.type(screen.getByRole('textbox', { name: 'Message' }), 'not yet{Enter}');
  await expect.poll(() => asked('PUT /api/rooms/d-1/read').at(-1)?.body).toEqual({ position: 'q.2' });
});

it('a conversation begins with a handle, or from a room with its streamer', async () => {
  const { user, answers, asked } = open('/messages');
  answers.set('POST /api/rooms', new Problem({ status: 404, code: 'viewer_unknown' }));
  await user.type(await screen.findByLabelText('Handle'), '@nobody');
  await user.click(screen.getByRole('button', { name: 'Begin a conversation' }));
  expect(await screen.findByText(/There is nobody of this handle/)).toBeVisible();
  expect(asked('POST /api/rooms')[0]?.body).toEqual({ kind: 'direct', with: 'nobody' });

  answers.set('POST /api/rooms', { id: 'd-1' });
  await user.clear(screen.getByLabelText('Handle'));
  await user.type(screen.getByLabelText('Handle'), 'jun{Enter}');
  await expect.poll(() => location.pathname).toBe('/messages/d-1');
});

it('who is met in a conversation can be blocked there, and unblocked again', async () => {
  const { user, answers, asked } = open('/messages/d-1');
  answers.set('PUT /api/me/blocks/jun', new Problem({ status: 409, code: 'too_many' }));
  await user.click(await screen.findByRole('button', { name: 'Block Jun' }));
  expect(await screen.findByText('You block too many already. Unblock somebody first.')).toBeVisible();

  answers.set('PUT /api/me/blocks/jun', undefined);
  answers.set('GET /api/conversations', { conversations: [{ ...CONVERSATION, blocked: true }], next: null });
  await waitFor(() => expect(screen.getByRole('button', { name: 'Block Jun' })).toBeEnabled());
  await user.click(screen.getByRole('button', { name: 'Block Jun' }));
  expect(await screen.findByText(/You block Jun/)).toBeVisible();
  expect(asked('PUT /api/me/blocks/jun')).toHaveLength(2);

  answers.set('DELETE /api/me/blocks/jun', undefined);
  answers.set('GET /api/conversations', { conversations: [CONVERSATION], next: null });
  // The list is known a moment before the button may be used again.
  await waitFor(() => expect(screen.getByRole('button', { name: 'Unblock Jun' })).toBeEnabled());
  await user.click(screen.getByRole('button', { name: 'Unblock Jun' }));
  expect(await screen.findByRole('button', { name: 'Block Jun' })).toBeVisible();
  expect(asked('DELETE /api/me/blocks/jun')).toHaveLength(1);
  expect(screen.queryByText(/You block Jun/)).toBeNull();
});

it('nobody is blocked who is gone', async () => {
  const { answers } = open('/messages/d-1');
  answers.set('GET /api/conversations', {
    conversations: [{ ...CONVERSATION, with: { id: 'jun', name: '' } }],
    next: null,
  });
  expect(await screen.findByRole('link', { name: 'All messages' })).toBeInTheDocument();
  await screen.findByText('is it sold?');
  expect(screen.queryByRole('button', { name: /Block/ })).toBeNull();
});

describe('the list of whom the viewer blocks', () => {
  const blocked = (id: string, name: string) => ({ id, handle: name.toLowerCase(), name, since: 1 });

  it('says that there is nobody', async () => {
    const { answers } = open('/profile');
    answers.set('GET /api/me/blocks', { viewers: [], next: null });
    expect(await screen.findByText('You block nobody.')).toBeVisible();
  });

  it('is read on by the server’s cursor, and let go of one by one', async () => {
    const { user, answers, asked, requests } = open('/profile');
    answers.set('DELETE /api/me/blocks/jun', undefined);
    answers.set('GET /api/me/blocks', () =>
      requests.at(-1)?.name.endsWith('?cursor=c1')
        ? { viewers: [blocked('gone', '')], next: null }
        : { viewers: [blocked('jun', 'Jun')], next: 'c1' },
    );
    const card = await screen.findByRole('region', { name: 'Blocked people' });
    expect(await within(card).findByText('@jun')).toBeVisible();
    await user.click(within(card).getByRole('button', { name: 'Show more' }));
    expect(await within(card).findByText('A deleted account')).toBeVisible();

    answers.set('GET /api/me/blocks', { viewers: [], next: null });
    await user.click(within(card).getByRole('button', { name: 'Unblock Jun' }));
    expect(await within(card).findByText('You do not block Jun any more.')).toBeVisible();
    expect(await within(card).findByText('You block nobody.')).toBeVisible();
    expect(within(card).getByRole('heading')).toHaveFocus();
    expect(asked('DELETE /api/me/blocks/jun')).toHaveLength(1);
  });

  it('that cannot be loaded is tried again, and a refusal is told', async () => {
    const { user, answers } = open('/profile');
    answers.set('GET /api/me/blocks', new Problem({ status: 403, code: 'forbidden' }));
    const card = await screen.findByRole('region', { name: 'Blocked people' });
    expect(await within(card).findByText('This could not be loaded.')).toBeVisible();
    answers.set('GET /api/me/blocks', { viewers: [blocked('jun', 'Jun')], next: null });
    await user.click(within(card).getByRole('button', { name: 'Try again' }));
    answers.set('DELETE /api/me/blocks/jun', new Problem({ status: 503, code: 'unavailable' }));
    await user.click(await within(card).findByRole('button', { name: 'Unblock Jun' }));
    expect(await within(card).findByText('The server cannot take this now.')).toBeVisible();
    expect(within(card).getByText('@jun')).toBeVisible();
  });
});
