import type { TokenSource } from './api';
import { Problem, problemOf } from './problem';

/** An answer as it comes, in the viewer's name. Rejects with a `Problem`. */
export type Raw = (path: string, about: { accept: string; signal?: AbortSignal }) => Promise<Response>;

/** Requests whose answers are no JSON: files, and streams of events. They may last as long as they like. */
export function rawOver(fetchIt: typeof fetch, tokens: TokenSource): Raw {
  return async (path, { accept, signal }) => {
    const token = await tokens.token(false);
    const headers = new Headers({ Accept: `${accept}, application/problem+json` });
    if (token !== null) {
      headers.set('Authorization', `Bearer ${token}`);
    }
    let answer: Response;
    try {
      answer = await fetchIt(path, { headers, credentials: 'same-origin', ...(signal && { signal }) });
    } catch (error) {
      if (signal?.aborted) {
        throw error;
      }
      throw new Problem({ status: 0, code: 'offline' });
    }
    if (!answer.ok) {
      const body: unknown = await answer.json().catch(() => undefined);
      throw problemOf(answer.status, body, answer.headers.get('Retry-After'));
    }
    return answer;
  };
}
