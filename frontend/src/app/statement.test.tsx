import { fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { setLanguage } from '@/shared/lib/language';
import { Problem } from '@/shared/lib/problem';
import { fakeServices } from '@/testing/fake-services';
import { App } from './app';

const RECORD = {
  id: 'demo',
  title: 'River',
  description: '',
  tags: [],
  open: true,
  owner: { id: 'me', handle: 'mina', name: 'Mina' },
  settings: { textLength: 500, slowModeSeconds: 0, reactions: [] },
  version: 7,
};
const FROM_JUN = {
  id: 11,
  at: 1_790_000_000_000,
  kind: 'received',
  amount: 5_000,
  donation: 'd1',
  by: { id: 'jun', name: 'Jun' },
  text: 'for the dog',
};
const FROM_NOBODY = {
  ...FROM_JUN,
  id: 10,
  amount: 3_000,
  donation: 'd0',
  by: { id: 'x', name: '' },
  text: null,
};
const FROM_BO = {
  ...FROM_JUN,
  id: 9,
  amount: 1_000,
  donation: 'd9',
  by: { id: 'bo', name: 'Bo' },
  text: null,
};
const RETURNED = { ...FROM_JUN, id: 12, kind: 'returned', amount: -5_000 };
const STATEMENT = {
  room: 'demo',
  currency: 'KRW',
  sums: { received: 8_000, donations: 2, returned: 0, refunds: 0, net: 8_000 },
  entries: [FROM_JUN, FROM_NOBODY],
  next: null,
};
const PATH = 'GET /api/rooms/demo/statement';

function open(statement: unknown = STATEMENT, owner = RECORD.owner) {
  history.replaceState(null, '', '/dashboard/demo/donations');
  const scene = fakeServices('viewer');
  scene.answers.set('GET /api/rooms/demo', { ...RECORD, owner });
  scene.answers.set(PATH, statement);
  render(<App services={scene.services} />);
  const asked = (start: string) => scene.requests.filter((request) => request.name.startsWith(start));
  return { ...scene, asked, user: userEvent.setup() };
}

afterEach(() => setLanguage('en'));

describe('the statement', () => {
  it('sums up the last thirty days, and lists what came in', async () => {
    const { asked } = open();
    const list = await screen.findByRole('list', { name: 'Entries' });
    const rows = within(list).getAllByRole('listitem');
    expect(rows[0]).toHaveTextContent(/Jun.*for the dog.*₩5,000/);
    expect(rows[1]).toHaveTextContent(/an account that is gone.*₩3,000/);
    const figure = (label: string) => screen.getByText(label).nextElementSibling;
    expect(figure('From 2 donations')).toHaveTextContent('₩8,000');
    expect(figure('Given back, 0 times')).toHaveTextContent('₩0');
    expect(figure('Left of it')).toHaveTextContent('₩8,000');
    const query = new URLSearchParams(asked(PATH)[0]?.name.split('?')[1]);
    const days = (Number(query.get('to')) - Number(query.get('from'))) / 86_400_000;
    expect(Math.round(days)).toBe(30);
    expect(Number(query.get('to'))).toBeGreaterThan(Date.now());
    expect(asked(PATH)).toHaveLength(1);
  });

  it('goes on by the server’s cursor', async () => {
    const { user, requests } = open(() =>
      requests.at(-1)?.name.includes('cursor=c1')
        ? { ...STATEMENT, entries: [FROM_NOBODY] }
        : { ...STATEMENT, entries: [FROM_JUN], next: 'c1' },
    );
    expect(await screen.findByText('for the dog')).toBeVisible();
    expect(screen.queryByText('₩3,000')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Show more' }));
    expect(await screen.findByText('₩3,000')).toBeVisible();
    expect(screen.getByText('for the dog')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('is of the days that are chosen, and asks for none that the server would refuse', async () => {
    const { asked } = open({ ...STATEMENT, entries: [] });
    expect(await screen.findByText('No donations in these days.')).toBeVisible();
    const [first, last] = [screen.getByLabelText('First day'), screen.getByLabelText('Last day')];
    const from = new Date(2026, 0, 5).getTime();
    fireEvent.change(first, { target: { value: '2026-01-05' } });
    fireEvent.change(last, { target: { value: '2026-01-06' } });
    const to = new Date(2026, 0, 7).getTime();
    await expect.poll(() => asked(PATH).at(-1)?.name).toBe(`${PATH}?from=${from}&to=${to}`);
    const before = asked(PATH).length;
    fireEvent.change(last, { target: { value: '2026-01-04' } });
    expect(screen.getByText('The first day is after the last.')).toBeVisible();
    expect(first).toHaveAccessibleDescription('The first day is after the last.');
    fireEvent.change(last, { target: { value: '2027-02-01' } });
    expect(screen.getByText('These are more than 366 days.')).toBeVisible();
    fireEvent.change(last, { target: { value: '' } });
    expect(screen.getByText('Choose a first and a last day.')).toBeVisible();
    expect(asked(PATH)).toHaveLength(before);
  });

  it('that cannot be loaded can be tried again', async () => {
    const { user, answers } = open(new Problem({ status: 400, code: 'invalid' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('This could not be loaded.');
    answers.set(PATH, STATEMENT);
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('for the dog')).toBeVisible();
  });

  it('is the owner’s alone', async () => {
    const { answers, asked } = open(STATEMENT, { id: 'o', handle: 'o', name: 'O' });
    answers.set('GET /api/rooms/demo/dashboard', new Problem({ status: 403, code: 'forbidden' }));
    expect(await screen.findByRole('link', { name: 'Moderation' })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Donations' })).toBeNull();
    expect(asked(PATH)).toEqual([]);
  });

  it('is told in Korean', async () => {
    setLanguage('ko');
    open();
    expect(await screen.findByText('받은 후원 2건')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Jun님에게 ₩5,000 돌려주기' })).toHaveTextContent('돌려주기');
  });
});

describe('a donation', () => {
  const refunds = 'POST /api/rooms/demo/donations/d1/refund';

  it('is given back once that is confirmed', async () => {
    const { user, answers, asked } = open();
    answers.set(refunds, { id: 'd1', state: 'refunded' });
    await user.click(await screen.findByRole('button', { name: 'Give back ₩5,000 to Jun' }));
    const dialog = screen.getByRole('dialog', { name: 'Give ₩5,000 back?' });
    expect(within(dialog).getByText(/out of your wallet back to Jun. This cannot be undone/)).toBeVisible();
    expect(asked(refunds)).toEqual([]);
    answers.set(PATH, {
      ...STATEMENT,
      sums: { received: 8_000, donations: 2, returned: 5_000, refunds: 1, net: 3_000 },
      entries: [RETURNED, FROM_JUN, FROM_BO],
    });
    await user.click(within(dialog).getByRole('button', { name: 'Give back' }));
    expect(await screen.findByText('Jun has ₩5,000 back.')).toBeVisible();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(await screen.findByText('Given back, once')).toBeVisible();
    expect(screen.getByText('-₩5,000')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Give back ₩5,000 to Jun' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Give back ₩1,000 to Bo' })).toBeVisible();
    expect(asked(refunds)).toHaveLength(1);
  });

  it('stays where the owner thinks better of it', async () => {
    const { user, asked } = open();
    await user.click(await screen.findByRole('button', { name: 'Give back ₩5,000 to Jun' }));
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(asked(refunds)).toEqual([]);
  });

  it.each([
    [409, 'balance_too_low', 'There is not enough in the wallet.'],
    [404, 'donation_unknown', 'This donation is not there any more.'],
    [0, 'offline', 'The server could not be reached.'],
  ])(
    'that cannot be given back (%i) is told in the dialog, which can be tried again',
    async (status, code, told) => {
      const { user, answers, asked } = open();
      answers.set(refunds, new Problem({ status, code }));
      await user.click(await screen.findByRole('button', { name: 'Give back ₩5,000 to Jun' }));
      const dialog = screen.getByRole('dialog');
      await user.click(within(dialog).getByRole('button', { name: 'Give back' }));
      expect(await within(dialog).findByRole('alert')).toHaveTextContent(told);
      await user.click(within(dialog).getByRole('button', { name: 'Give back' }));
      await expect.poll(() => asked(refunds)).toHaveLength(2);
    },
  );

  it('of an account that is gone stays: nobody could use it', async () => {
    open({ ...STATEMENT, entries: [FROM_NOBODY] });
    expect(await screen.findByText('an account that is gone')).toBeVisible();
    expect(screen.queryByRole('button', { name: /Give back/ })).toBeNull();
  });

  it('that went back cannot be given back again', async () => {
    open({ ...STATEMENT, entries: [RETURNED, FROM_JUN] });
    expect(await screen.findAllByText('Given back')).toHaveLength(2);
    expect(screen.queryByRole('button', { name: /Give back/ })).toBeNull();
  });
});
