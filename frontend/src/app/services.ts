import { QueryClient } from '@tanstack/react-query';
import { alone, Session } from '@/features/account/session';
import { roomApi } from '@/features/chat/room-api';
import { roomMemory } from '@/features/chat/room-memory';
import { browserTransport } from '@/features/chat/transport';
import type { ChatServices } from '@/features/chat/use-chat-room';
import { type Api, apiOver } from '@/shared/lib/api';
import { systemClock } from '@/shared/lib/clock';
import { httpOver } from '@/shared/lib/http';
import { Problem } from '@/shared/lib/problem';
import { randomKey } from '@/shared/lib/random';
import { type Raw, rawOver } from '@/shared/lib/raw';
import { soon } from '@/shared/lib/soon';

/** What the page is made of, put together once. */
export interface Services {
  readonly session: Session;
  readonly api: Api;
  readonly raw: Raw;
  readonly chat: ChatServices;
  readonly queries: QueryClient;
}

export function browserServices(): Services {
  const http = httpOver((input, init) => fetch(input, init));
  const session = new Session({ http, clock: systemClock, storage: localStorage, alone });
  const token = (renew: boolean) => session.token(renew);
  const tokens = { token: async (renew: boolean) => (await token(renew))?.value ?? null };
  const api = apiOver(http, tokens);
  const raw = rawOver((input, init) => fetch(input, init), tokens);
  const chat: ChatServices = {
    transport: browserTransport(),
    token,
    api: roomApi(api),
    memory: roomMemory(sessionStorage),
    clock: systemClock,
    random: Math.random,
    newKey: randomKey,
    soon,
  };
  return { session, api, raw, chat, queries: queryClient() };
}

/** An answer of the server stands; only what may pass by itself is asked again. */
export function queryClient(): QueryClient {
  const mayPass = (error: unknown) => error instanceof Problem && (error.status === 0 || error.status >= 500);
  return new QueryClient({
    defaultOptions: { queries: { retry: (count, error) => mayPass(error) && count < 2, staleTime: 5_000 } },
  });
}
