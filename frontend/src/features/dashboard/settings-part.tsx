import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Api } from '@/shared/lib/api';
import { formErrors, NO_ERRORS } from '@/shared/lib/field-errors';
import { useTexts, useWords } from '@/shared/lib/language';
import { Problem } from '@/shared/lib/problem';
import { Field, FormError, TextArea } from '@/shared/ui/field';
import type { Toast } from '@/shared/ui/toasts';
import { Choice } from './choice';
import { RetentionField } from './retention-field';
import { changeOf, changeRecord, draftOf, isEmpty, type RoomDraft, type RoomRecord } from './room-record';
import { Section } from './section';
import { DASHBOARD_TEXTS, type DashboardTexts } from './texts';

const FIELDS = [
  'title',
  'description',
  'tags',
  'settings.textLength',
  'settings.reactions',
  'settings.retentionDays',
];
const SLOW_MODES = [0, 3, 5, 10, 30, 60, 120, 300];
const FOLLOWING = [0, 600, 3_600, 86_400, 604_800, 2_592_000];

type SettingsPartProps = { api: Api; record: RoomRecord; say: (toast: Toast) => void };

/** Title, rules and openness of a room, for its owner. */
export function SettingsPart({ api, record, say }: SettingsPartProps) {
  const texts = useTexts();
  const words = useWords(DASHBOARD_TEXTS).settings;
  const queries = useQueryClient();
  // What the draft began with. A later version comes in by itself as long as nothing of it has been changed here;
  // after that, saving says that somebody else was faster.
  const [base, setBase] = useState(record);
  const [draft, setDraft] = useState(() => draftOf(record));
  const change = changeOf(base, draft);
  if (record.version !== base.version && isEmpty(change)) {
    setBase(record);
    setDraft(draftOf(record));
  }
  const save = useMutation({
    mutationFn: () => changeRecord(api, base.id, base.version, change),
    onSuccess: (changed) => {
      queries.setQueryData(['dashboard', record.id, 'record'], changed);
      void queries.invalidateQueries({ queryKey: ['room', record.id] });
      setBase(changed);
      setDraft(draftOf(changed));
      say({ text: words.saved });
    },
  });
  const isConflict = save.error instanceof Problem && save.error.status === 412;
  const errors = save.error && !isConflict ? formErrors(texts, save.error, FIELDS) : NO_ERRORS;
  const set = (next: Partial<RoomDraft>) => setDraft((before) => ({ ...before, ...next }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const reload = () => {
    save.reset();
    setDraft(draftOf(base));
    void queries.invalidateQueries({ queryKey: ['dashboard', record.id, 'record'] });
  };
  return (
    <>
      <form className="dash-form" onSubmit={submit}>
        <Section title={words.about}>
          <Field
            label={words.title}
            required
            maxLength={120}
            value={draft.title}
            onChange={(event) => set({ title: event.target.value })}
            error={errors.fields.title ?? null}
          />
          <TextArea
            label={words.description}
            rows={3}
            maxLength={2000}
            value={draft.description}
            onChange={(event) => set({ description: event.target.value })}
            error={errors.fields.description ?? null}
          />
          <Field
            label={words.tags}
            hint={words.tagsHint}
            value={draft.tags}
            onChange={(event) => set({ tags: event.target.value })}
            error={errors.fields.tags ?? null}
          />
        </Section>
        <Section title={words.writing}>
          <div className="dash-fields">
            <Choice
              label={words.audience}
              {...(draft.audience === 'members' && { hint: words.membersHint })}
              value={String(draft.audience)}
              options={audienceOptions(words, draft.audience)}
              onChoose={(value) =>
                set({ audience: value === 'everyone' || value === 'members' ? value : Number(value) })
              }
            />
            <Choice
              label={words.slowMode}
              value={String(draft.slowModeSeconds)}
              options={withValue(SLOW_MODES, draft.slowModeSeconds).map((seconds) => [
                String(seconds),
                seconds === 0 ? words.slowModeOff : words.slowModeSeconds(seconds),
              ])}
              onChoose={(value) => set({ slowModeSeconds: Number(value) })}
            />
            <Field
              label={words.textLength}
              hint={words.textLengthHint}
              type="number"
              min={1}
              max={2000}
              required
              value={draft.textLength}
              onChange={(event) => set({ textLength: event.target.valueAsNumber || 0 })}
              error={errors.fields['settings.textLength'] ?? null}
            />
            <Field
              label={words.reactions}
              hint={words.reactionsHint}
              value={draft.reactions}
              onChange={(event) => set({ reactions: event.target.value })}
              error={errors.fields['settings.reactions'] ?? null}
            />
          </div>
          <label className="switch">
            <input
              type="checkbox"
              role="switch"
              aria-checked={draft.links}
              checked={draft.links}
              onChange={(event) => set({ links: event.target.checked })}
            />
            {words.links}
          </label>
        </Section>
        <Section title={words.keeping}>
          <div className="dash-fields">
            <RetentionField
              days={draft.retentionDays}
              before={base.settings.retentionDays}
              onChange={(retentionDays) => set({ retentionDays })}
              error={errors.fields['settings.retentionDays'] ?? null}
            />
          </div>
        </Section>
        <FormError text={errors.form} />
        <FormError
          text={
            isConflict && (
              <>
                {words.conflict}{' '}
                <button type="button" className="button-link" onClick={reload}>
                  {words.reload}
                </button>
              </>
            )
          }
        />
        <div className="dash-save">
          <button
            type="button"
            className="button"
            disabled={isEmpty(change)}
            onClick={() => setDraft(draftOf(base))}
          >
            {words.undo}
          </button>
          <button type="submit" className="button-primary" disabled={isEmpty(change) || save.isPending}>
            {words.save}
          </button>
        </div>
      </form>
      <Openness api={api} record={record} say={say} />
    </>
  );
}

function Openness({ api, record, say }: SettingsPartProps) {
  const texts = useTexts();
  const words = useWords(DASHBOARD_TEXTS).settings;
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: () => changeRecord(api, record.id, record.version, { open: !record.open }),
    onSuccess: (changed) => queries.setQueryData(['dashboard', record.id, 'record'], changed),
    onError: (error) => {
      void queries.invalidateQueries({ queryKey: ['dashboard', record.id, 'record'] });
      say({ text: formErrors(texts, error, []).form ?? '', kind: 'failed' });
    },
  });
  return (
    <Section title={words.danger}>
      <div className="dash-row">
        <p className="hint">{record.open ? words.closeHint : words.closedNow}</p>
        <button
          type="button"
          className={record.open ? 'button-danger' : 'button-primary'}
          disabled={change.isPending}
          onClick={() => change.mutate()}
        >
          {record.open ? words.close : words.reopen}
        </button>
      </div>
    </Section>
  );
}

/** The offered numbers, and one that somebody else set. */
function withValue(offered: readonly number[], value: number): readonly number[] {
  return offered.includes(value) ? offered : [...offered, value].sort((a, b) => a - b);
}

function audienceOptions(words: DashboardTexts['settings'], audience: RoomDraft['audience']) {
  const spans = typeof audience === 'number' ? withValue(FOLLOWING, audience) : FOLLOWING;
  return [
    ['everyone', words.everyone],
    ...spans.map((seconds) => [
      String(seconds),
      seconds === 0 ? words.followers : words.followersFor(spanText(words, seconds)),
    ]),
    ['members', words.members],
  ] as [string, string][];
}

function spanText(words: DashboardTexts['settings'], seconds: number): string {
  if (seconds % 86_400 === 0) {
    return words.days(seconds / 86_400);
  }
  return seconds % 3_600 === 0 ? words.hours(seconds / 3_600) : words.minutes(Math.ceil(seconds / 60));
}
