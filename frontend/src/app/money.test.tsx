import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { Problem } from '@/shared/lib/problem';
import { fakeServices } from '@/testing/fake-services';
import { App } from './app';

const WALLET = { balance: 20_000, currency: 'KRW', entries: [], next: null };

function open(path: string) {
  history.replaceState(null, '', path);
  const scene = fakeServices('viewer');
  scene.answers.set('GET /api/wallet', WALLET);
  scene.answers.set('GET /api/rooms/demo/donors', {
    currency: 'KRW',
    donors: [{ viewer: 'd', name: 'Dana', amount: 55_000, count: 3 }],
    next: null,
  });
  render(<App services={scene.services} />);
  const asked = (name: string) => scene.requests.filter((request) => request.name === name);
  return { ...scene, asked, user: userEvent.setup() };
}

describe('a donation', () => {
  it('is sent with its words, and under the same key where it has to be sent again', async () => {
    const { user, answers, asked } = open('/rooms/demo');
    answers.set('POST /api/rooms/demo/donations', new Problem({ status: 503, code: 'unavailable' }));
    await user.click(await screen.findByRole('button', { name: 'Donate' }));
    const dialog = screen.getByRole('dialog', { name: 'Donate to Jun' });
    expect(await within(dialog).findByText('In your wallet: ₩20,000')).toBeVisible();
    await user.click(within(dialog).getByLabelText('₩5,000'));
    await user.type(within(dialog).getByLabelText('Message'), 'for the dog');
    await user.click(within(dialog).getByRole('button', { name: 'Donate ₩5,000' }));
    expect(await within(dialog).findByText('The server cannot take this now.')).toBeVisible();
    answers.set('POST /api/rooms/demo/donations', { id: 'd1', balance: 15_000 });
    await user.click(within(dialog).getByRole('button', { name: 'Donate ₩5,000' }));
    expect(await screen.findByText('Thank you! You donated ₩5,000.')).toBeVisible();
    const sent = asked('POST /api/rooms/demo/donations');
    expect(sent.map((request) => request.body)).toEqual(
      Array(2).fill({ amount: 5_000, text: 'for the dog' }),
    );
    expect(sent[0]?.headers?.['Idempotency-Key']).toMatch(/^k\d+$/);
    expect(sent[1]?.headers).toEqual(sent[0]?.headers);
  });

  it('above the balance leads to the wallet', async () => {
    const { user } = open('/rooms/demo');
    await user.click(await screen.findByRole('button', { name: 'Donate' }));
    await user.click(screen.getByLabelText('₩50,000'));
    expect(await screen.findByText(/There is not enough in your wallet/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Donate ₩50,000' })).toBeDisabled();
    expect(screen.getByRole('link', { name: 'Top up' })).toHaveAttribute('href', '/wallet');
  });

  it('counts in the ranking', async () => {
    const { user, requests } = open('/rooms/demo');
    const ranking = await screen.findByRole('region', { name: 'Top donors' });
    expect(within(ranking).getByText('₩55,000')).toBeVisible();
    await user.selectOptions(within(ranking).getByRole('combobox'), '7 days');
    await expect.poll(() => requests.at(-1)?.name).toBe('GET /api/rooms/demo/donors?window=week&limit=10');
  });
});

describe('the wallet', () => {
  it('shows what moved it', async () => {
    const { answers } = open('/wallet');
    answers.set('GET /api/wallet', {
      ...WALLET,
      entries: [
        { id: 2, at: 2, kind: 'donation', amount: -5_000, balance: 20_000, room: 'demo' },
        { id: 1, at: 1, kind: 'topup', amount: 25_000, balance: 25_000 },
      ],
    });
    expect(await screen.findByText('Top-up')).toBeVisible();
    expect(screen.getByText('+₩25,000')).toBeVisible();
    expect(screen.getByText('-₩5,000')).toBeVisible();
    expect(screen.getByRole('link', { name: 'in demo' })).toHaveAttribute('href', '/rooms/demo');
  });

  it('is topped up through the checkout of the sandbox', async () => {
    const { user, answers, asked } = open('/wallet');
    const topUp = { id: 't1', amount: 30_000, currency: 'KRW', state: 'pending', provider: 'sandbox' };
    answers.set('POST /api/wallet/topups', topUp);
    answers.set('POST /api/payments/sandbox/checkouts/t1', { ...topUp, state: 'paid' });
    await user.click(await screen.findByLabelText('₩30,000'));
    await user.click(screen.getByRole('button', { name: 'Top up ₩30,000' }));
    const checkout = await screen.findByRole('dialog', { name: 'Sandbox checkout' });
    await user.click(within(checkout).getByRole('button', { name: 'Pay ₩30,000' }));
    expect(await screen.findByText('₩30,000 came into your wallet.')).toBeVisible();
    expect(asked('POST /api/wallet/topups')[0]?.body).toEqual({ amount: 30_000 });
    expect(asked('POST /api/payments/sandbox/checkouts/t1')[0]?.body).toEqual({ outcome: 'paid' });
  });

  it('says that nobody takes payments', async () => {
    const { user, answers } = open('/wallet');
    answers.set('POST /api/wallet/topups', new Problem({ status: 409, code: 'topups_off' }));
    await user.click(await screen.findByRole('button', { name: 'Top up ₩10,000' }));
    expect(await screen.findByText('This Spate takes no payments.')).toBeVisible();
  });
});

it('the next one to sign in on this page never sees the wallet of the one before', async () => {
  const { user, answers } = open('/wallet');
  expect(await screen.findByText('₩20,000')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Sign out' }));
  answers.set('GET /api/wallet', new Promise(() => {}));
  answers.set('POST /api/sessions', {
    accessToken: 't2',
    expiresInSeconds: 900,
    viewer: { id: 'other', handle: 'jun', name: 'Jun' },
  });
  await user.click(within(await screen.findByRole('main')).getByRole('link', { name: 'Sign in' }));
  await user.type(screen.getByLabelText('Handle'), 'jun');
  await user.type(screen.getByLabelText('Password'), 'correct horse');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  expect(await screen.findByRole('heading', { name: 'Wallet' })).toBeVisible();
  expect(screen.getByText('Loading…')).toBeVisible();
  expect(screen.queryByText('₩20,000')).toBeNull();
});
