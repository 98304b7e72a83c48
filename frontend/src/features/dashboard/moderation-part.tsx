import { useState } from 'react';
import * as v from 'valibot';
import type { Api } from '@/shared/lib/api';
import { useWords } from '@/shared/lib/language';
import { useMoment } from '@/shared/lib/moment';
import { pagesOf } from '@/shared/lib/paged';
import { Field } from '@/shared/ui/field';
import { NameTag } from '@/shared/ui/name-tag';
import type { Toast } from '@/shared/ui/toasts';
import { BlockedWords } from './blocked-words';
import { HeldList } from './held-list';
import { RoomList } from './room-list';
import { Section } from './section';
import { DASHBOARD_TEXTS } from './texts';
import { useDeed } from './use-deed';

/** Requests come in while the page is open. */
const REFRESH_MILLIS = 15_000;

const named = v.object({ id: v.string(), name: v.optional(v.string(), '') });

const restriction = v.object({
  viewer: v.string(),
  name: v.string(),
  kind: v.string(),
  until: v.optional(v.nullable(v.number())),
  reason: v.optional(v.string(), ''),
  by: named,
  since: v.number(),
});
type Restriction = v.InferOutput<typeof restriction>;

const request = v.object({
  id: v.string(),
  viewer: named,
  text: v.string(),
  state: v.string(),
  createdAt: v.number(),
});
type Request = v.InferOutput<typeof request>;

type PartProps = { api: Api; room: string; say: (toast: Toast) => void };

/** What waits for a decision, who is kept from writing, and which words are. */
export function ModerationPart(props: PartProps) {
  return (
    <>
      <HeldList {...props} />
      <Requests {...props} />
      <Restrictions {...props} />
      <BlockedWords {...props} />
    </>
  );
}

function Requests({ api, room, say }: PartProps) {
  const words = useWords(DASHBOARD_TEXTS);
  const moment = useMoment();
  return (
    <Section title={words.requests}>
      <RoomList<Request>
        queryKey={['dashboard', room, 'requests']}
        read={pagesOf(api, `/api/rooms/${room}/unban-requests?state=open`, 'requests', request)}
        idOf={(item) => item.id}
        label={words.requests}
        empty={words.noRequests}
        refetchMillis={REFRESH_MILLIS}
        row={(item) => (
          <li className="dash-row dash-row-tall">
            <div>
              <p>
                <NameTag id={item.viewer.id} name={item.viewer.name} color={null} />{' '}
                <time className="dash-quiet" dateTime={new Date(item.createdAt).toISOString()}>
                  {moment(item.createdAt)}
                </time>
              </p>
              <p className="dash-text">{item.text}</p>
              <RequestAnswer api={api} room={room} say={say} request={item} />
            </div>
          </li>
        )}
      />
    </Section>
  );
}

function RequestAnswer({ api, room, say, request: asked }: PartProps & { request: Request }) {
  const words = useWords(DASHBOARD_TEXTS);
  const [answer, setAnswer] = useState('');
  const deed = useDeed(['dashboard', room], say);
  const { name } = asked.viewer;
  const decide = (decision: 'approve' | 'refuse') =>
    deed.mutate({
      run: () =>
        api(`/api/rooms/${room}/unban-requests/${asked.id}`, { method: 'PUT', body: { decision, answer } }),
      done: decision === 'approve' ? words.approved(name) : words.refusedRequest(name),
    });
  return (
    <div className="dash-answer">
      <Field
        label={words.answerLabel}
        maxLength={300}
        value={answer}
        autoComplete="off"
        onChange={(event) => setAnswer(event.target.value)}
      />
      <div className="dash-buttons">
        <button
          type="button"
          className="button-small"
          disabled={deed.isPending}
          onClick={() => decide('approve')}
        >
          {words.approve}
        </button>
        <button
          type="button"
          className="button-small"
          disabled={deed.isPending}
          onClick={() => decide('refuse')}
        >
          {words.refuse}
        </button>
      </div>
    </div>
  );
}

function Restrictions({ api, room, say }: PartProps) {
  const words = useWords(DASHBOARD_TEXTS);
  const moment = useMoment();
  const deed = useDeed(['dashboard', room], say);
  return (
    <Section title={words.restrictions}>
      <RoomList<Restriction>
        queryKey={['dashboard', room, 'restrictions']}
        read={pagesOf(api, `/api/rooms/${room}/restrictions`, 'restrictions', restriction)}
        idOf={(item) => item.viewer}
        label={words.restrictions}
        empty={words.noRestrictions}
        refetchMillis={REFRESH_MILLIS}
        row={(item) => (
          <li className="dash-row">
            <div>
              <p>
                <NameTag id={item.viewer} name={item.name} color={null} />{' '}
                <span className="dash-badge" data-kind={item.kind}>
                  {item.until ? words.until(moment(item.until)) : words.banned}
                </span>
              </p>
              <p className="dash-quiet">
                {item.reason && `${item.reason} · `}
                {words.byWhom(item.by.name || words.anAccount, moment(item.since))}
              </p>
            </div>
            <button
              type="button"
              className="button-small"
              disabled={deed.isPending}
              onClick={() =>
                deed.mutate({
                  run: () => api(`/api/rooms/${room}/restrictions/${item.viewer}`, { method: 'DELETE' }),
                  done: words.lifted(item.name),
                })
              }
            >
              {words.lift}
            </button>
          </li>
        )}
      />
    </Section>
  );
}
