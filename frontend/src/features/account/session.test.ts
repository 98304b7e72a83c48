import { describe, expect, it } from 'vitest';
import { apiOver } from '@/shared/lib/api';
import type { Http } from '@/shared/lib/http';
import { Problem } from '@/shared/lib/problem';
import { FakeClock } from '@/testing/fake-clock';
import { RESTORE_AGAIN_MILLIS, Session } from './session';

const VIEWER = { id: 'v1', handle: 'mina', name: 'Mina', color: '#2f7fd1' };

function scene(stored: Record<string, string> = {}) {
  const clock = new FakeClock();
  const requests: string[] = [];
  const items = new Map(Object.entries(stored));
  const answers: Record<string, () => unknown> = {};
  let count = 0;
  const grant = () => ({ accessToken: `t${++count}`, expiresInSeconds: 900, viewer: VIEWER });
  const http: Http = async (path, request) => {
    const name = `${request?.method ?? 'GET'} ${path}`;
    requests.push(request?.token ? `${name} as ${request.token}` : name);
    return answers[name]?.() ?? grant();
  };
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
  const session = new Session({ http, clock, storage, alone: (run) => run() });
  const refuse = (name: string, status: number) => {
    answers[name] = () => {
      throw new Problem({ status, code: 'refused' });
    };
  };
  return { session, clock, requests, answers, refuse, items, http };
}

describe('restoring', () => {
  it('asks nothing for one who never signed in here', async () => {
    const { session, requests } = scene();
    await session.restore();
    expect(session.state()).toEqual({ status: 'guest' });
    expect(requests).toEqual([]);
  });

  it('signs in by the cookie', async () => {
    const { session } = scene({ 'spate.signed-in': '1' });
    await session.restore();
    expect(session.state()).toEqual({ status: 'signed-in', viewer: VIEWER });
  });

  it('with a cookie that is over leaves a guest', async () => {
    const { session, refuse, items } = scene({ 'spate.signed-in': '1' });
    refuse('POST /api/sessions/refresh', 401);
    await session.restore();
    expect(session.state()).toEqual({ status: 'guest' });
    expect(items.size).toBe(0);
  });

  it('while the server is away leaves a guest for now, and signs in once it is back', async () => {
    const { session, refuse, answers, items, clock } = scene({ 'spate.signed-in': '1' });
    refuse('POST /api/sessions/refresh', 503);
    await session.restore();
    expect(session.state()).toEqual({ status: 'guest' });
    expect(items.size).toBe(1);
    await clock.pass(RESTORE_AGAIN_MILLIS);
    expect(session.state()).toEqual({ status: 'guest' });
    delete answers['POST /api/sessions/refresh'];
    await clock.pass(RESTORE_AGAIN_MILLIS);
    expect(session.state()).toEqual({ status: 'signed-in', viewer: VIEWER });
    expect(clock.waiting).toBe(0);
  });

  it('asks no more once the cookie turned out to be over, or somebody signed in here', async () => {
    for (const meanwhile of ['refused', 'signed in'] as const) {
      const { session, refuse, clock } = scene({ 'spate.signed-in': '1' });
      refuse('POST /api/sessions/refresh', 503);
      await session.restore();
      if (meanwhile === 'refused') {
        refuse('POST /api/sessions/refresh', 401);
      } else {
        await session.signIn('mina', 'secret');
      }
      await clock.pass(RESTORE_AGAIN_MILLIS);
      expect(session.state().status).toBe(meanwhile === 'refused' ? 'guest' : 'signed-in');
      expect(clock.waiting).toBe(0);
    }
  });
});

describe('the token', () => {
  it('is used until it is about to expire, then renewed once for all who ask', async () => {
    const { session, clock, requests } = scene();
    await session.signIn('mina', 'secret');
    expect((await session.token(false))?.value).toBe('t1');
    await clock.pass(850_000);
    const both = await Promise.all([session.token(false), session.token(false)]);
    expect(both.map((token) => token?.value)).toEqual(['t2', 't2']);
    expect(requests).toEqual(['POST /api/sessions', 'POST /api/sessions/refresh']);
  });

  it('that cannot be renewed signs out', async () => {
    const { session, refuse } = scene();
    await session.signIn('mina', 'secret');
    refuse('POST /api/sessions/refresh', 401);
    expect(await session.token(true)).toBeNull();
    expect(session.state().status).toBe('guest');
  });

  it('is never put into storage', async () => {
    const { session, items } = scene();
    await session.signIn('mina', 'secret');
    expect([...items]).toEqual([['spate.signed-in', '1']]);
  });
});

describe('a request in the viewer’s name', () => {
  it('is sent once more with a new token where the first is refused', async () => {
    const { session, http, requests, answers } = scene();
    await session.signIn('mina', 'secret');
    let tries = 0;
    answers['GET /api/me'] = () => {
      tries += 1;
      if (tries === 1) {
        throw new Problem({ status: 401, code: 'token_expired' });
      }
      return 'mine';
    };
    const api = apiOver(http, { token: async (renew) => (await session.token(renew))?.value ?? null });
    expect(await api('/api/me')).toBe('mine');
    expect(requests.slice(1)).toEqual([
      'GET /api/me as t1',
      'POST /api/sessions/refresh',
      'GET /api/me as t2',
    ]);
  });
});

describe('signing out', () => {
  it('holds here even where the server cannot be told', async () => {
    const { session, refuse, items } = scene();
    await session.signIn('mina', 'secret');
    refuse('DELETE /api/sessions', 503);
    await session.signOut();
    expect(session.state()).toEqual({ status: 'guest' });
    expect(await session.token(false)).toBeNull();
    expect(items.size).toBe(0);
  });
});

describe('leaving', () => {
  it('ends the sign-in with the account', async () => {
    const { session, requests, items } = scene();
    await session.signIn('mina', 'secret');
    await session.leave('secret');
    expect(requests.at(-1)).toBe('DELETE /api/me as t1');
    expect(session.state()).toEqual({ status: 'guest' });
    expect(await session.token(false)).toBeNull();
    expect(items.size).toBe(0);
  });

  it('that is refused keeps it', async () => {
    const { session, refuse } = scene();
    await session.signIn('mina', 'secret');
    refuse('DELETE /api/me', 403);
    await expect(session.leave('wrong')).rejects.toMatchObject({ status: 403 });
    expect(session.state()).toEqual({ status: 'signed-in', viewer: VIEWER });
  });
});
