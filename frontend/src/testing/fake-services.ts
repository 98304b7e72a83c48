import { queryClient, type Services } from '@/app/services';
import { Session } from '@/features/account/session';
import { roomApi } from '@/features/chat/room-api';
import { roomMemory } from '@/features/chat/room-memory';
import { apiOver } from '@/shared/lib/api';
import { systemClock } from '@/shared/lib/clock';
import type { Http, HttpRequest } from '@/shared/lib/http';
import { Problem } from '@/shared/lib/problem';
import { FakeChatServer } from './fake-chat-server';

type Answer = unknown | ((request: HttpRequest) => unknown);

const VIEWER = { id: 'me', handle: 'mina', name: 'Mina', color: '#2f7fd1' };
const ROOM = {
  id: 'demo',
  title: 'A walk along the river',
  description: 'Two hours by the water',
  tags: ['river'],
  kind: 'live',
  open: true,
  owner: { id: 'o', handle: 'jun', name: 'Jun' },
  viewers: 3,
};

/** The page's services with a server in memory: REST answers by `METHOD path`, the chat by a `FakeChatServer`. */
export function fakeServices(who: 'guest' | 'viewer' = 'guest') {
  const chat = new FakeChatServer();
  const requests: { name: string; body: unknown; headers?: HttpRequest['headers'] }[] = [];
  const answers = new Map<string, Answer>([
    ['GET /api/rooms/demo', ROOM],
    ['GET /api/rooms', { rooms: [ROOM], next: null }],
    ['POST /api/sessions/refresh', { accessToken: 't1', expiresInSeconds: 900, viewer: VIEWER }],
    ['POST /api/sessions', { accessToken: 't1', expiresInSeconds: 900, viewer: VIEWER }],
    ['DELETE /api/sessions', undefined],
  ]);
  const http: Http = async (path, request = {}) => {
    const name = `${request.method ?? 'GET'} ${path.split('?')[0]}`;
    const { body, headers } = request;
    requests.push({ name: `${request.method ?? 'GET'} ${path}`, body, ...(headers && { headers }) });
    if (!answers.has(name)) {
      throw new Problem({ status: 404, code: 'not_found' });
    }
    const answer = answers.get(name);
    const given = typeof answer === 'function' ? answer(request) : answer;
    if (given instanceof Problem) {
      throw given;
    }
    return given;
  };
  if (who === 'viewer') {
    localStorage.setItem('spate.signed-in', '1');
  }
  const session = new Session({ http, clock: systemClock, storage: localStorage, alone: (run) => run() });
  const api = apiOver(http, { token: async (renew) => (await session.token(renew))?.value ?? null });
  /** Files and streams by path; without one the answer never comes. */
  const raws = new Map<string, Response>();
  let keys = 0;
  const services: Services = {
    session,
    api,
    raw: async (path, { signal }) => {
      requests.push({ name: `RAW ${path}`, body: undefined });
      const answer = raws.get(path.split('?')[0] ?? '');
      return answer ?? (await untilAborted(signal));
    },
    queries: queryClient(),
    chat: {
      transport: chat.transport,
      token: (renew) => session.token(renew),
      api: roomApi(api),
      memory: roomMemory(sessionStorage),
      clock: systemClock,
      random: () => 0.5,
      newKey: () => `k${++keys}`,
      soon: (run) => queueMicrotask(run),
    },
  };
  return { services, chat, answers, raws, requests };
}

function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new Error('aborted')));
  });
}
