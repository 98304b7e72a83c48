import type { Api } from '@/shared/lib/api';
import { type HistoryPage, type PostReceipt, parseHistory, parsePostReceipt } from './wire';

/** Events asked for in one page of history. */
export const HISTORY_PAGE = 100;

/** The part of REST that a chat room needs. All reject with a `Problem`. */
export interface RoomApi {
  /** The page before or after a position, or the newest one. */
  history(room: string, from: { readonly before?: string; readonly after?: string }): Promise<HistoryPage>;
  post(
    room: string,
    post: { readonly text: string; readonly key: string; readonly replyTo: string | null },
  ): Promise<PostReceipt>;
}

export function roomApi(api: Api): RoomApi {
  return {
    history: async (room, from) => {
      const query = new URLSearchParams({ ...from, limit: String(HISTORY_PAGE) });
      return parseHistory(await api(`/api/rooms/${room}/messages?${query}`));
    },
    post: async (room, { text, key, replyTo }) => {
      const body = { text, key, ...(replyTo && { replyTo }) };
      return parsePostReceipt(await api(`/api/rooms/${room}/messages`, { method: 'POST', body }));
    },
  };
}
