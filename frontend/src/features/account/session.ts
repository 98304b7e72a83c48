import * as v from 'valibot';
import type { Clock } from '@/shared/lib/clock';
import type { Http } from '@/shared/lib/http';
import { Problem } from '@/shared/lib/problem';

/** A token with less left than this is renewed before it is used. */
export const RENEW_BELOW_MILLIS = 60_000;
/** Where the server was away as the page was loaded, it is asked again this often who is signed in. */
export const RESTORE_AGAIN_MILLIS = 10_000;
/** Where the browser remembers that there may be a refresh cookie, which it cannot see itself. */
const HINT = 'spate.signed-in';

const viewer = v.pipe(
  v.object({
    id: v.string(),
    handle: v.string(),
    name: v.optional(v.nullable(v.string())),
    displayName: v.optional(v.nullable(v.string())),
    color: v.optional(v.nullable(v.string())),
  }),
  v.transform((raw) => ({
    id: raw.id,
    handle: raw.handle,
    name: raw.name ?? raw.displayName ?? raw.handle,
    color: raw.color ?? null,
  })),
);
export type Viewer = v.InferOutput<typeof viewer>;

const grant = v.object({
  accessToken: v.string(),
  expiresInSeconds: v.number(),
  viewer: v.optional(v.nullable(viewer)),
});

export type SessionState =
  | { readonly status: 'restoring' }
  | { readonly status: 'guest' }
  | { readonly status: 'signed-in'; readonly viewer: Viewer };

export interface Token {
  readonly value: string;
  readonly expiresAt: number;
}

export interface SessionOptions {
  readonly http: Http;
  readonly clock: Clock;
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Runs one refresh at a time over all tabs: each one replaces the cookie that the next one must send. */
  readonly alone: <T>(run: () => Promise<T>) => Promise<T>;
}

/**
 * Who is signed in on this page. The access token lives in memory only; the refresh token is a cookie that scripts
 * cannot read. Knows no React.
 */
export class Session {
  readonly #options: SessionOptions;
  readonly #listeners = new Set<() => void>();
  #state: SessionState = { status: 'restoring' };
  #token: Token | null = null;
  #refreshing: Promise<Token | null> | null = null;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  readonly state = (): SessionState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** Signs in by the cookie of an earlier visit, where there was one. Never rejects. */
  async restore(): Promise<void> {
    if (this.#options.storage.getItem(HINT) === null) {
      this.#become({ status: 'guest' });
      return;
    }
    try {
      await this.#refresh();
    } catch {
      this.#become({ status: 'guest' });
      this.#restoreLater();
    }
  }

  /** Until it is known, or somebody has signed in or out here meanwhile. */
  #restoreLater(): void {
    this.#options.clock.after(RESTORE_AGAIN_MILLIS, () => {
      if (this.#token === null && this.#options.storage.getItem(HINT) !== null) {
        this.#refresh().catch(() => this.#restoreLater());
      }
    });
  }

  /** Rejects with a `Problem`: 401 where handle and password do not belong together. */
  async signIn(handle: string, password: string): Promise<void> {
    const body = { handle, password };
    await this.#accept(await this.#options.http('/api/sessions', { method: 'POST', body }));
  }

  /** Makes an account and signs in. Rejects with a `Problem` that names the fields that are wrong. */
  async signUp(account: { handle: string; displayName: string; password: string }): Promise<void> {
    await this.#options.http('/api/users', { method: 'POST', body: account });
    await this.signIn(account.handle, account.password);
  }

  /** Signs out here at once, whether or not the server can be told; or everywhere this account is signed in. */
  async signOut(where: 'here' | 'everywhere' = 'here'): Promise<void> {
    const token = this.#token?.value ?? null;
    this.#forget();
    try {
      const path = where === 'everywhere' ? '/api/sessions?everywhere=true' : '/api/sessions';
      await this.#options.http(path, { method: 'DELETE', token });
    } catch {
      // The cookie then ends by its own age; this page has forgotten the token already.
    }
  }

  /** Changes name and colour, here and in the token that the chat shows. Rejects with a `Problem`. */
  async change(profile: { displayName: string; color: string }): Promise<void> {
    const token = await this.token(false);
    const body = await this.#options.http('/api/me', {
      method: 'PATCH',
      body: profile,
      token: token?.value ?? null,
    });
    this.#become({ status: 'signed-in', viewer: v.parse(viewer, body) });
    await this.#refresh();
  }

  /** Ends all other sign-ins too. Rejects with a `Problem`: `credentials_wrong` where `current` is not the password. */
  async changePassword(current: string, password: string): Promise<void> {
    const token = (await this.token(false))?.value ?? null;
    await this.#options.http('/api/me/password', { method: 'PUT', body: { current, password }, token });
  }

  /**
   * Deletes the account, and is signed out then. Rejects with a `Problem`: `credentials_wrong` where it is not the
   * password.
   */
  async leave(password: string): Promise<void> {
    const token = (await this.token(false))?.value ?? null;
    await this.#options.http('/api/me', { method: 'DELETE', body: { password }, token });
    this.#forget();
  }

  /** A token with time left, null for a guest. `renew` asks for a new one. Rejects where the server is away. */
  async token(renew: boolean): Promise<Token | null> {
    if (this.#token === null && this.#refreshing === null) {
      return null;
    }
    const left = (this.#token?.expiresAt ?? 0) - this.#options.clock.now();
    if (!renew && this.#token !== null && left >= RENEW_BELOW_MILLIS) {
      return this.#token;
    }
    return await this.#refresh();
  }

  #refresh(): Promise<Token | null> {
    this.#refreshing ??= this.#options
      .alone(() => this.#options.http('/api/sessions/refresh', { method: 'POST' }))
      .then((body) => this.#accept(body))
      .catch((error: unknown) => {
        if (error instanceof Problem && (error.status === 401 || error.status === 403)) {
          this.#forget();
          return null;
        }
        throw error;
      })
      .finally(() => {
        this.#refreshing = null;
      });
    return this.#refreshing;
  }

  async #accept(body: unknown): Promise<Token> {
    const granted = v.parse(grant, body);
    const token = {
      value: granted.accessToken,
      expiresAt: this.#options.clock.now() + granted.expiresInSeconds * 1000,
    };
    const me =
      granted.viewer ?? v.parse(viewer, await this.#options.http('/api/me', { token: granted.accessToken }));
    this.#token = token;
    this.#options.storage.setItem(HINT, '1');
    this.#become({ status: 'signed-in', viewer: me });
    return token;
  }

  #forget(): void {
    this.#token = null;
    this.#options.storage.removeItem(HINT);
    this.#become({ status: 'guest' });
  }

  #become(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) {
      listener();
    }
  }
}

/** One at a time over all tabs of this browser, where it can say so. */
export function alone<T>(run: () => Promise<T>): Promise<T> {
  return 'locks' in navigator ? navigator.locks.request('spate.refresh', run) : run();
}
