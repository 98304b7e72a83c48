import * as v from 'valibot';
import type { Api } from '@/shared/lib/api';
import { useWords } from '@/shared/lib/language';
import { useMoment } from '@/shared/lib/moment';
import { pagesOf } from '@/shared/lib/paged';
import { NameTag } from '@/shared/ui/name-tag';
import type { Toast } from '@/shared/ui/toasts';
import { RoomList } from './room-list';
import { Section } from './section';
import { DASHBOARD_TEXTS } from './texts';
import { useDeed } from './use-deed';

/** Messages come in while the page is open. */
const REFRESH_MILLIS = 5_000;

const held = v.object({
  id: v.string(),
  author: v.object({ id: v.string(), name: v.string(), color: v.optional(v.nullable(v.string())) }),
  text: v.string(),
  at: v.number(),
});
type Held = v.InferOutput<typeof held>;

/** Messages with a blocked word that wait for a decision. */
export function HeldList({ api, room, say }: { api: Api; room: string; say: (toast: Toast) => void }) {
  const words = useWords(DASHBOARD_TEXTS).held;
  const moment = useMoment();
  const deed = useDeed(['dashboard', room, 'held'], say);
  const decide = (id: string, decision: 'approve' | 'refuse') =>
    deed.mutate({
      run: () => api(`/api/rooms/${room}/held/${id}`, { method: 'PUT', body: { decision } }),
      done: words.done[decision],
    });
  return (
    <Section title={words.title} hint={words.hint}>
      <RoomList<Held>
        queryKey={['dashboard', room, 'held']}
        read={pagesOf(api, `/api/rooms/${room}/held`, 'messages', held)}
        idOf={(item) => item.id}
        label={words.title}
        empty={words.none}
        refetchMillis={REFRESH_MILLIS}
        row={(item) => (
          <li className="dash-row">
            <div>
              <p>
                <NameTag id={item.author.id} name={item.author.name} color={item.author.color} />{' '}
                <time className="dash-quiet" dateTime={new Date(item.at).toISOString()}>
                  {moment(item.at)}
                </time>
              </p>
              <p className="dash-text">{item.text}</p>
            </div>
            <div className="dash-buttons">
              <button
                type="button"
                className="button-small"
                disabled={deed.isPending}
                onClick={() => decide(item.id, 'approve')}
              >
                {words.approve}
              </button>
              <button
                type="button"
                className="button-small"
                disabled={deed.isPending}
                onClick={() => decide(item.id, 'refuse')}
              >
                {words.refuse}
              </button>
            </div>
          </li>
        )}
      />
    </Section>
  );
}
