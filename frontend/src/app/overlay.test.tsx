import { act, render, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { fakeServices } from '@/testing/fake-services';
import { App } from './app';

it('an overlay shows the newest lines and nothing around them', async () => {
  history.replaceState(null, '', '/overlay/demo?max=2&size=30');
  const { services, chat } = fakeServices('viewer');
  chat.message('first');
  chat.message('second');
  const spam = chat.message('spam');
  render(<App services={services} />);
  const log = await screen.findByRole('log');
  expect(await within(log).findByText('spam')).toBeVisible();
  expect(within(log).queryByText('first')).toBeNull();
  expect(screen.queryByRole('banner')).toBeNull();
  expect(screen.queryByRole('button')).toBeNull();
  expect(log).toHaveStyle({ fontSize: '30px' });
  expect(chat.session.sent('hello')[0]).not.toHaveProperty('token');

  await act(async () => {
    chat.tell({ type: 'removed', target: spam.id });
    chat.tell({
      type: 'donation',
      by: { id: 'd', name: 'Dana' },
      amount: 5_000,
      currency: 'KRW',
      tier: 2,
      text: 'for the dog',
    });
  });
  expect(within(log).queryByText('spam')).toBeNull();
  expect(within(log).getByText('second')).toBeVisible();
  expect(within(log).getByText('₩5,000')).toBeVisible();

  await act(async () => {
    chat.tell({ type: 'removed', target: chat.log.at(-1)?.id });
  });
  expect(within(log).queryByText('₩5,000')).toBeNull();
  expect(within(log).queryByText('for the dog')).toBeNull();
});
