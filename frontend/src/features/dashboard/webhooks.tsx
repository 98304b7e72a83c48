import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import * as v from 'valibot';
import type { Api } from '@/shared/lib/api';
import { formErrors, NO_ERRORS } from '@/shared/lib/field-errors';
import { useTexts, useWords } from '@/shared/lib/language';
import { pagesOf } from '@/shared/lib/paged';
import { ConfirmDialog } from '@/shared/ui/confirm-dialog';
import { Field } from '@/shared/ui/field';
import type { Toast } from '@/shared/ui/toasts';
import { Deliveries } from './deliveries';
import { RoomList } from './room-list';
import { SecretDialog } from './secret-dialog';
import { Section } from './section';
import { DASHBOARD_TEXTS } from './texts';
import { useDeed } from './use-deed';

/** The types that are offered; the server knows more. */
const EVENTS = ['message', 'donation', 'removed', 'cleared', 'role', 'opened', 'closed', 'notice'] as const;

const webhook = v.object({
  id: v.string(),
  url: v.string(),
  events: v.array(v.string()),
  state: v.string(),
  version: v.number(),
});
type Webhook = v.InferOutput<typeof webhook>;
const withSecret = v.object({ url: v.string(), secret: v.string() });
type WithSecret = v.InferOutput<typeof withSecret>;

type WebhooksProps = { api: Api; room: string; say: (toast: Toast) => void };

/** Addresses that the room's events are sent to. */
export function Webhooks({ api, room, say }: WebhooksProps) {
  const words = useWords(DASHBOARD_TEXTS).webhooks;
  const queryKey = ['dashboard', room, 'webhooks'];
  const deed = useDeed(queryKey, say);
  const [shown, setShown] = useState<WithSecret | null>(null);
  const [asked, setAsked] = useState<Webhook | null>(null);
  const path = `/api/rooms/${room}/webhooks`;
  const turn = (item: Webhook) => {
    const state = item.state === 'active' ? 'paused' : 'active';
    const headers = { 'If-Match': `"${item.version}"` };
    deed.mutate({
      run: () => api(`${path}/${item.id}`, { method: 'PATCH', body: { state }, headers }),
      done: state === 'active' ? words.resumed : words.paused,
    });
  };
  return (
    <Section title={words.title} hint={words.hint}>
      <NewWebhook api={api} room={room} onMade={setShown} />
      <RoomList<Webhook>
        queryKey={queryKey}
        read={pagesOf(api, path, 'webhooks', webhook)}
        idOf={(item) => item.id}
        label={words.title}
        empty={words.none}
        row={(item) => (
          <li className="dash-row dash-row-tall">
            <div>
              <div className="dash-row">
                <div>
                  <p className="dash-text">
                    {item.url}{' '}
                    <span className="dash-badge" data-kind={item.state === 'disabled' ? 'failed' : 'done'}>
                      {words.states[item.state] ?? item.state}
                    </span>
                  </p>
                  <p className="dash-quiet">
                    {item.events.map((type) => words.eventNames[type] ?? type).join(', ')}
                  </p>
                </div>
                <div className="dash-buttons">
                  <button
                    type="button"
                    className="button-small"
                    disabled={deed.isPending}
                    onClick={() => turn(item)}
                  >
                    {item.state === 'active' ? words.pause : words.resume}
                  </button>
                  <button
                    type="button"
                    className="button-small"
                    disabled={deed.isPending}
                    aria-label={words.removeAsk(item.url)}
                    onClick={() => setAsked(item)}
                  >
                    {words.remove}
                  </button>
                </div>
              </div>
              <Deliveries api={api} room={room} webhook={item.id} say={say} />
            </div>
          </li>
        )}
      />
      {asked && (
        <ConfirmDialog
          title={words.removeAsk(asked.url)}
          lead={words.removeLead}
          submit={words.remove}
          onConfirm={() =>
            deed.mutate({
              run: () => api(`${path}/${asked.id}`, { method: 'DELETE' }),
              done: words.removed,
            })
          }
          onClose={() => setAsked(null)}
        />
      )}
      {shown && (
        <SecretDialog
          title={words.secretOf(shown.url)}
          hint={words.secretHint}
          secret={shown.secret}
          onClose={() => setShown(null)}
        />
      )}
    </Section>
  );
}

function NewWebhook({ api, room, onMade }: { api: Api; room: string; onMade: (made: WithSecret) => void }) {
  const texts = useTexts();
  const words = useWords(DASHBOARD_TEXTS).webhooks;
  const queries = useQueryClient();
  const make = useMutation({
    mutationFn: async ({ form }: { form: HTMLFormElement }) => {
      const given = new FormData(form);
      const body = { url: String(given.get('url')).trim(), events: given.getAll('event') };
      return v.parse(withSecret, await api(`/api/rooms/${room}/webhooks`, { method: 'POST', body }));
    },
    onSuccess: (made, { form }) => {
      form.reset();
      void queries.invalidateQueries({ queryKey: ['dashboard', room, 'webhooks'] });
      onMade(made);
    },
  });
  const errors = make.error ? formErrors(texts, make.error, ['url', 'events']) : NO_ERRORS;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    make.mutate({ form: event.currentTarget });
  };
  return (
    <form className="dash-answer" onSubmit={submit}>
      <Field
        name="url"
        type="url"
        label={words.url}
        hint={words.urlHint}
        required
        maxLength={500}
        placeholder="https://"
        autoComplete="off"
        error={errors.fields.url ?? errors.fields.events ?? errors.form}
      />
      <fieldset className="chips">
        <legend>{words.events}</legend>
        {EVENTS.map((type) => (
          <label key={type} className="chip">
            <input type="checkbox" name="event" value={type} defaultChecked={type === 'donation'} />
            {words.eventNames[type] ?? type}
          </label>
        ))}
      </fieldset>
      <div className="dash-buttons">
        <button type="submit" className="button" disabled={make.isPending}>
          {words.make}
        </button>
      </div>
    </form>
  );
}
