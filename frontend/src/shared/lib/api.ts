import type { Http, HttpRequest } from './http';
import { Problem } from './problem';

export interface TokenSource {
  /** The viewer's access token, null for a guest; `renew` asks for a new one whatever is left of the old. */
  token(renew: boolean): Promise<string | null>;
}

/** Requests in the viewer's name. */
export type Api = (path: string, request?: Omit<HttpRequest, 'token'>) => Promise<unknown>;

/** Adds the viewer's token to each request; one that is refused for its token is sent once more with a new one. */
export function apiOver(http: Http, tokens: TokenSource): Api {
  return async (path, request) => {
    const token = await tokens.token(false);
    try {
      return await http(path, { ...request, token });
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401 || token === null) {
        throw error;
      }
      const renewed = await tokens.token(true);
      if (renewed === null) {
        throw error;
      }
      return await http(path, { ...request, token: renewed });
    }
  };
}
