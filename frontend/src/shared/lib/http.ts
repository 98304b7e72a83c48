import { Problem, problemOf } from './problem';

/** An answer later than this counts as none. */
export const REQUEST_TIMEOUT_MILLIS = 15_000;

export interface HttpRequest {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  /** Beside those that every request has. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly token?: string | null;
  readonly signal?: AbortSignal | undefined;
}

/** Sends one request; its JSON, or undefined for an answer without a body. Rejects with a `Problem`. */
export type Http = (path: string, request?: HttpRequest) => Promise<unknown>;

/** JSON over a `fetch`, to this origin, with its cookies. */
export function httpOver(fetchIt: typeof fetch): Http {
  return async (path, request = {}) => {
    const headers = new Headers({ Accept: 'application/json, application/problem+json', ...request.headers });
    if (request.body !== undefined) {
      headers.set('Content-Type', 'application/json');
    }
    if (request.token) {
      headers.set('Authorization', `Bearer ${request.token}`);
    }
    const deadline = AbortSignal.timeout(REQUEST_TIMEOUT_MILLIS);
    const signal = request.signal ? AbortSignal.any([request.signal, deadline]) : deadline;
    const init: RequestInit = {
      method: request.method ?? 'GET',
      headers,
      credentials: 'same-origin',
      signal,
    };
    if (request.body !== undefined) {
      init.body = JSON.stringify(request.body);
    }
    let answer: Response;
    try {
      answer = await fetchIt(path, init);
    } catch (error) {
      if (request.signal?.aborted) {
        throw error;
      }
      throw new Problem({ status: 0, code: 'offline' });
    }
    const body = await bodyOf(answer);
    if (!answer.ok) {
      throw problemOf(answer.status, body, answer.headers.get('Retry-After'));
    }
    return body;
  };
}

async function bodyOf(answer: Response): Promise<unknown> {
  try {
    const text = await answer.text();
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
