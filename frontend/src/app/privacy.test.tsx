import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Problem } from '@/shared/lib/problem';
import { fakeServices } from '@/testing/fake-services';
import { App } from './app';

function open() {
  history.replaceState(null, '', '/profile');
  const scene = fakeServices('viewer');
  render(<App services={scene.services} />);
  const asked = (name: string) => scene.requests.filter((request) => request.name === name);
  return { ...scene, asked, user: userEvent.setup() };
}

describe('the own data', () => {
  const saved: { name: string; content: Blob | undefined }[] = [];

  beforeEach(() => {
    saved.length = 0;
    let content: Blob | undefined;
    URL.createObjectURL = (made) => {
      content = made as Blob;
      return 'blob:made';
    };
    URL.revokeObjectURL = () => {};
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push({ name: this.download, content });
    });
  });

  it('are saved as a file', async () => {
    const { user, raws, asked } = open();
    const lines = '{"kind":"profile","handle":"mina"}\n{"kind":"follow","room":"demo"}\n';
    raws.set('/api/me/export', new Response(lines));
    await user.click(await screen.findByRole('button', { name: 'Export my data' }));
    expect(await screen.findByText('Saved as spate.ndjson.')).toBeVisible();
    expect(asked('RAW /api/me/export')).toHaveLength(1);
    expect(saved.map((file) => file.name)).toEqual(['spate.ndjson']);
    expect(saved[0]?.content?.size).toBe(lines.length);
  });

  it('are asked for once at a time', async () => {
    const { user } = open();
    const button = await screen.findByRole('button', { name: 'Export my data' });
    await user.click(button);
    expect(await screen.findByText('Your data is being put together…')).toBeVisible();
    expect(button).toBeDisabled();
  });

  it('say how long to wait where they were exported too often', async () => {
    const { user, services } = open();
    Object.assign(services, {
      raw: () =>
        Promise.reject(new Problem({ status: 429, code: 'rate_limited', retryAfterMillis: 1_200_000 })),
    });
    await user.click(await screen.findByRole('button', { name: 'Export my data' }));
    expect(await screen.findByText(/You can have it again in 20 min/)).toBeVisible();
    expect(saved).toEqual([]);
  });

  it('that break off are not saved', async () => {
    const { user, raws } = open();
    const broken = new ReadableStream({ start: (controller) => controller.error(new TypeError('gone')) });
    raws.set('/api/me/export', new Response(broken));
    await user.click(await screen.findByRole('button', { name: 'Export my data' }));
    expect(await screen.findByText('The file broke off, so nothing was saved. Try again.')).toBeVisible();
    expect(saved).toEqual([]);
  });
});

describe('leaving', () => {
  it('says what is lost, takes the password, and signs out', async () => {
    const { user, answers, asked } = open();
    answers.set('DELETE /api/me', new Problem({ status: 403, code: 'credentials_wrong' }));
    await user.click(await screen.findByRole('button', { name: 'Delete my account' }));
    const dialog = screen.getByRole('dialog', { name: 'Delete your account?' });
    expect(within(dialog).getAllByRole('listitem')).toHaveLength(6);
    expect(within(dialog).getByText(/What is in your wallet/)).toBeVisible();
    const password = within(dialog).getByLabelText('Your password, to confirm it');
    await user.type(password, 'wrong horse{Enter}');
    expect(await within(dialog).findByText('This is not your password.')).toBeVisible();
    expect(password).toHaveAccessibleDescription('This is not your password.');

    answers.set('DELETE /api/me', undefined);
    await user.clear(password);
    await user.type(password, 'correct horse');
    await user.click(within(dialog).getByRole('button', { name: 'Delete for good' }));
    expect(await screen.findByRole('heading', { name: 'Your account is deleted' })).toHaveFocus();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Sign out' })).toBeNull();
    expect(localStorage.getItem('spate.signed-in')).toBeNull();
    expect(asked('DELETE /api/me').map((request) => request.body)).toEqual([
      { password: 'wrong horse' },
      { password: 'correct horse' },
    ]);
  });

  it('asks for the password, and can be thought better of', async () => {
    const { user, asked } = open();
    await user.click(await screen.findByRole('button', { name: 'Delete my account' }));
    await user.click(screen.getByRole('button', { name: 'Delete for good' }));
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(asked('DELETE /api/me')).toEqual([]);
    expect(screen.getByRole('button', { name: 'Sign out' })).toBeVisible();
  });

  it('that fails leaves everything as it was', async () => {
    const { user, answers } = open();
    answers.set('DELETE /api/me', new Problem({ status: 503, code: 'unavailable' }));
    await user.click(await screen.findByRole('button', { name: 'Delete my account' }));
    await user.type(screen.getByLabelText('Your password, to confirm it'), 'correct horse{Enter}');
    expect(await screen.findByText('The server cannot take this now.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Sign out' })).toBeInTheDocument();
  });

  it('is not offered to a guest', async () => {
    history.replaceState(null, '', '/profile');
    render(<App services={fakeServices('guest').services} />);
    expect(await screen.findByText(/Sign in to see your profile/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Delete my account' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Export my data' })).toBeNull();
  });
});
