import * as v from 'valibot';
import type { Api } from '@/shared/lib/api';

const next = v.optional(v.nullable(v.string()), null);

const entry = v.object({
  id: v.number(),
  at: v.number(),
  kind: v.string(),
  amount: v.number(),
  balance: v.number(),
  room: v.optional(v.nullable(v.string())),
});
export type WalletEntry = v.InferOutput<typeof entry>;

const wallet = v.pipe(
  v.object({ balance: v.number(), currency: v.string(), entries: v.array(entry), next }),
  v.transform(({ entries, ...rest }) => ({ ...rest, items: entries })),
);
/** The balance, and a page of what moved it. */
export type Wallet = v.InferOutput<typeof wallet>;

const topUp = v.object({
  id: v.string(),
  amount: v.number(),
  currency: v.string(),
  state: v.string(),
  provider: v.string(),
  checkout: v.optional(v.nullable(v.string())),
});
export type TopUp = v.InferOutput<typeof topUp>;

const ranking = v.object({
  currency: v.string(),
  donors: v.array(v.object({ viewer: v.string(), name: v.string(), amount: v.number(), count: v.number() })),
});
export type Ranking = v.InferOutput<typeof ranking>;

export const WINDOWS = ['day', 'week', 'month', 'all'] as const;
export type DonorWindow = (typeof WINDOWS)[number];

/** The key of the wallet's query, so that whoever moves money can have it read again. */
export const WALLET_KEY = ['wallet'] as const;

/** Money of the signed-in viewer. All reject with a `Problem`. A key makes sending again safe: it is paid once. */
export interface Money {
  wallet(cursor: string | null, signal?: AbortSignal): Promise<Wallet>;
  topUp(amount: number, key: string): Promise<TopUp>;
  /** Ends a checkout of the sandbox. */
  endCheckout(id: string, outcome: 'paid' | 'failed'): Promise<TopUp>;
  donate(room: string, donation: { amount: number; text: string }, key: string): Promise<void>;
  donors(room: string, window: DonorWindow, signal?: AbortSignal): Promise<Ranking>;
}

export function moneyOver(api: Api): Money {
  const keyed = (key: string) => ({ 'Idempotency-Key': key });
  return {
    wallet: async (cursor, signal) => {
      const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
      return v.parse(wallet, await api(`/api/wallet${query}`, { signal }));
    },
    topUp: async (amount, key) => {
      const request = { method: 'POST', body: { amount }, headers: keyed(key) } as const;
      return v.parse(topUp, await api('/api/wallet/topups', request));
    },
    endCheckout: async (id, outcome) => {
      const request = { method: 'POST', body: { outcome } } as const;
      return v.parse(topUp, await api(`/api/payments/sandbox/checkouts/${id}`, request));
    },
    donate: async (room, donation, key) => {
      const request = { method: 'POST', body: donation, headers: keyed(key) } as const;
      await api(`/api/rooms/${room}/donations`, request);
    },
    donors: async (room, window, signal) =>
      v.parse(ranking, await api(`/api/rooms/${room}/donors?window=${window}&limit=10`, { signal })),
  };
}

/** Gives the same key for as long as what is sent stays the same, and a new one for anything else. */
export class SafeKeys {
  readonly #newKey: () => string;
  #last: { readonly about: string; readonly key: string } | null = null;

  constructor(newKey: () => string) {
    this.#newKey = newKey;
  }

  keyFor(about: unknown): string {
    const words = JSON.stringify(about);
    if (this.#last?.about !== words) {
      this.#last = { about: words, key: this.#newKey() };
    }
    return this.#last.key;
  }

  /** It was taken: the same again is another one. */
  done(): void {
    this.#last = null;
  }
}
