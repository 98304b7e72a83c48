import * as v from 'valibot';
import type { Api } from '@/shared/lib/api';
import { useWords } from '@/shared/lib/language';
import { useMoment } from '@/shared/lib/moment';
import { pagesOf } from '@/shared/lib/paged';
import { RoomList } from './room-list';
import { Section } from './section';
import { DASHBOARD_TEXTS } from './texts';

const named = v.object({ id: v.string(), name: v.optional(v.string(), '') });

const entry = v.object({
  id: v.number(),
  at: v.number(),
  by: named,
  action: v.string(),
  viewer: v.optional(v.nullable(named)),
  detail: v.optional(v.string(), ''),
});
type Entry = v.InferOutput<typeof entry>;

/** Who moderated what, the newest first. */
export function AuditPart({ api, room }: { api: Api; room: string }) {
  const words = useWords(DASHBOARD_TEXTS);
  const moment = useMoment();
  return (
    <Section title={words.sections.audit}>
      <RoomList<Entry>
        queryKey={['dashboard', room, 'audit']}
        read={pagesOf(api, `/api/rooms/${room}/audit`, 'entries', entry)}
        idOf={(item) => String(item.id)}
        label={words.sections.audit}
        empty={words.noAudit}
        row={(item) => (
          <li className="dash-row dash-audit">
            <time dateTime={new Date(item.at).toISOString()}>{moment(item.at)}</time>
            <p>
              <b>{item.by.name || words.anAccount}</b>{' '}
              <span className="dash-badge">{words.acts[item.action] ?? item.action}</span>{' '}
              {item.viewer && <b>{item.viewer.name || words.anAccount}</b>}
              {item.detail && <span className="dash-quiet"> {item.detail}</span>}
            </p>
          </li>
        )}
      />
    </Section>
  );
}
