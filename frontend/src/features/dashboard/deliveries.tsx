import { useState } from 'react';
import * as v from 'valibot';
import type { Api } from '@/shared/lib/api';
import { useWords } from '@/shared/lib/language';
import { useMoment } from '@/shared/lib/moment';
import { pagesOf } from '@/shared/lib/paged';
import type { Toast } from '@/shared/ui/toasts';
import { RoomList } from './room-list';
import { DASHBOARD_TEXTS } from './texts';
import { useDeed } from './use-deed';

const REFRESH_MILLIS = 5_000;

const delivery = v.object({
  id: v.string(),
  state: v.string(),
  events: v.number(),
  attempts: v.number(),
  status: v.optional(v.nullable(v.number())),
  error: v.optional(v.nullable(v.string())),
  createdAt: v.number(),
});
type Delivery = v.InferOutput<typeof delivery>;

const KINDS: Readonly<Record<string, string>> = { delivered: 'done', failed: 'failed', pending: 'pending' };

type DeliveriesProps = { api: Api; room: string; webhook: string; say: (toast: Toast) => void };

/** What was sent to a webhook lately; read once it is opened. */
export function Deliveries({ api, room, webhook, say }: DeliveriesProps) {
  const words = useWords(DASHBOARD_TEXTS).webhooks;
  const moment = useMoment();
  const [isOpen, setOpen] = useState(false);
  const path = `/api/rooms/${room}/webhooks/${webhook}/deliveries`;
  const queryKey = ['dashboard', room, 'deliveries', webhook];
  const deed = useDeed(queryKey, say);
  return (
    <details className="dash-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.deliveries}</summary>
      {isOpen && (
        <RoomList<Delivery>
          queryKey={queryKey}
          read={pagesOf(api, path, 'deliveries', delivery)}
          idOf={(item) => item.id}
          label={words.deliveries}
          empty={words.noDeliveries}
          refetchMillis={REFRESH_MILLIS}
          row={(item) => (
            <li className="dash-row">
              <p>
                <span className="dash-quiet">{moment(item.createdAt)}</span>{' '}
                <span className="dash-badge" data-kind={KINDS[item.state]}>
                  {words.deliveryStates[item.state] ?? item.state}
                </span>{' '}
                {words.sent(item.events, item.attempts)}{' '}
                <span className="dash-quiet">{item.status ?? item.error ?? ''}</span>
              </p>
              {item.state === 'failed' && (
                <button
                  type="button"
                  className="button-small"
                  disabled={deed.isPending}
                  onClick={() =>
                    deed.mutate({
                      run: () => api(`${path}/${item.id}/retry`, { method: 'POST' }),
                      done: words.retried,
                    })
                  }
                >
                  {words.retry}
                </button>
              )}
            </li>
          )}
        />
      )}
    </details>
  );
}
