import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import * as v from 'valibot';
import type { Api } from '@/shared/lib/api';
import { formErrors, NO_ERRORS } from '@/shared/lib/field-errors';
import { useTexts, useWords } from '@/shared/lib/language';
import { useMoment } from '@/shared/lib/moment';
import { pagesOf } from '@/shared/lib/paged';
import { ConfirmDialog } from '@/shared/ui/confirm-dialog';
import { Field } from '@/shared/ui/field';
import type { Toast } from '@/shared/ui/toasts';
import { RoomList } from './room-list';
import { SecretDialog } from './secret-dialog';
import { Section } from './section';
import { DASHBOARD_TEXTS } from './texts';
import { useDeed } from './use-deed';
import { Webhooks } from './webhooks';

const SCOPES = ['read', 'post', 'moderate'] as const;

const bot = v.object({
  id: v.string(),
  name: v.string(),
  scopes: v.array(v.string()),
  usedAt: v.optional(v.nullable(v.number())),
});
type Bot = v.InferOutput<typeof bot>;
const withToken = v.object({ name: v.string(), token: v.string() });
type WithToken = v.InferOutput<typeof withToken>;

type BotsPartProps = { api: Api; room: string; say: (toast: Toast) => void };

/** Programs that take part in the room, and those that hear of it. */
export function BotsPart(props: BotsPartProps) {
  return (
    <>
      <Bots {...props} />
      <Webhooks {...props} />
    </>
  );
}

function Bots({ api, room, say }: BotsPartProps) {
  const words = useWords(DASHBOARD_TEXTS).bots;
  const moment = useMoment();
  const queryKey = ['dashboard', room, 'bots'];
  const deed = useDeed(queryKey, say);
  const [shown, setShown] = useState<WithToken | null>(null);
  const [asked, setAsked] = useState<{ bot: Bot; what: 'rotate' | 'remove' } | null>(null);
  const path = `/api/rooms/${room}/bots`;
  const rotate = ({ id }: Bot) =>
    deed.mutate({
      run: async () => setShown(v.parse(withToken, await api(`${path}/${id}/token`, { method: 'POST' }))),
      done: words.rotated,
    });
  const remove = ({ id, name }: Bot) =>
    deed.mutate({ run: () => api(`${path}/${id}`, { method: 'DELETE' }), done: words.removed(name) });
  return (
    <Section title={words.title} hint={words.hint}>
      <NewBot api={api} room={room} onMade={setShown} />
      <RoomList<Bot>
        queryKey={queryKey}
        read={pagesOf(api, path, 'bots', bot)}
        idOf={(item) => item.id}
        label={words.title}
        empty={words.none}
        row={(item) => (
          <li className="dash-row">
            <div>
              <p>
                <b>{item.name}</b>{' '}
                {item.scopes.map((scope) => (
                  <span key={scope} className="dash-badge">
                    {words.scopes[scope] ?? scope}
                  </span>
                ))}
              </p>
              <p className="dash-quiet">{item.usedAt ? words.used(moment(item.usedAt)) : words.unused}</p>
            </div>
            <div className="dash-buttons">
              {(['rotate', 'remove'] as const).map((what) => (
                <button
                  key={what}
                  type="button"
                  className="button-small"
                  aria-label={words.asks[what](item.name)}
                  disabled={deed.isPending}
                  onClick={() => setAsked({ bot: item, what })}
                >
                  {words[what]}
                </button>
              ))}
            </div>
          </li>
        )}
      />
      {asked && (
        <ConfirmDialog
          title={words.asks[asked.what](asked.bot.name)}
          lead={words.leads[asked.what]}
          submit={words[asked.what]}
          onConfirm={() => (asked.what === 'rotate' ? rotate : remove)(asked.bot)}
          onClose={() => setAsked(null)}
        />
      )}
      {shown && (
        <SecretDialog
          title={words.tokenOf(shown.name)}
          hint={words.tokenHint}
          secret={shown.token}
          onClose={() => setShown(null)}
        />
      )}
    </Section>
  );
}

function NewBot({ api, room, onMade }: { api: Api; room: string; onMade: (made: WithToken) => void }) {
  const texts = useTexts();
  const words = useWords(DASHBOARD_TEXTS).bots;
  const queries = useQueryClient();
  const make = useMutation({
    mutationFn: async ({ form }: { form: HTMLFormElement }) => {
      const given = new FormData(form);
      const body = { name: String(given.get('name')).trim(), scopes: given.getAll('scope') };
      return v.parse(withToken, await api(`/api/rooms/${room}/bots`, { method: 'POST', body }));
    },
    onSuccess: (made, { form }) => {
      form.reset();
      void queries.invalidateQueries({ queryKey: ['dashboard', room, 'bots'] });
      onMade(made);
    },
  });
  const errors = make.error ? formErrors(texts, make.error, ['name', 'scopes']) : NO_ERRORS;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    make.mutate({ form: event.currentTarget });
  };
  return (
    <form className="dash-answer" onSubmit={submit}>
      <Field
        name="name"
        label={words.name}
        required
        maxLength={30}
        autoComplete="off"
        error={errors.fields.name ?? errors.fields.scopes ?? errors.form}
      />
      <fieldset className="chips">
        <legend>{words.scopesLabel}</legend>
        {SCOPES.map((scope) => (
          <label key={scope} className="chip">
            <input type="checkbox" name="scope" value={scope} defaultChecked={scope !== 'moderate'} />
            {words.scopes[scope]}
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
