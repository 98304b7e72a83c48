import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import * as v from 'valibot';
import type { Api } from '@/shared/lib/api';
import { failureText } from '@/shared/lib/error-text';
import { useTexts, useWords } from '@/shared/lib/language';
import { Problem } from '@/shared/lib/problem';
import { Field } from '@/shared/ui/field';
import { Icon } from '@/shared/ui/icon';
import { LoadFailed, Loading } from '@/shared/ui/states';
import type { Toast } from '@/shared/ui/toasts';
import { Choice } from './choice';
import { Section } from './section';
import { DASHBOARD_TEXTS } from './texts';

const ACTIONS = ['mask', 'hold', 'refuse'] as const;
type Action = (typeof ACTIONS)[number];
const PATTERN_MAX = 40;

const list = v.object({
  words: v.array(v.object({ pattern: v.string(), action: v.picklist(ACTIONS) })),
  version: v.number(),
});
type WordList = v.InferOutput<typeof list>;
type Word = WordList['words'][number];

/** The list with another word, or with another action for one that is on it. */
export function withWord(words: readonly Word[], word: Word): readonly Word[] {
  return [...words.filter((each) => each.pattern !== word.pattern), word];
}

/** Words that messages may not have, and what becomes of those that do. Every change is saved at once. */
export function BlockedWords({ api, room, say }: { api: Api; room: string; say: (toast: Toast) => void }) {
  const texts = useTexts();
  const words = useWords(DASHBOARD_TEXTS).words;
  const queries = useQueryClient();
  const queryKey = ['dashboard', room, 'words'];
  const path = `/api/rooms/${room}/blocked-words`;
  const [pattern, setPattern] = useState('');
  const [action, setAction] = useState<Action>('mask');
  const read = useQuery({
    queryKey,
    queryFn: async ({ signal }) => v.parse(list, await api(path, { signal })),
  });
  const save = useMutation({
    mutationFn: async ({ next, version }: { next: readonly Word[]; version: number }) => {
      const headers = { 'If-Match': `"${version}"` };
      return v.parse(list, await api(path, { method: 'PUT', body: { words: next }, headers }));
    },
    onSuccess: (saved) => {
      queries.setQueryData(queryKey, saved);
      setPattern('');
    },
    onError: (error) => {
      void queries.invalidateQueries({ queryKey });
      const why = error instanceof Problem ? error.fields[0]?.message : null;
      say({ text: why ?? failureText(texts, error), kind: 'failed' });
    },
  });
  if (read.data === undefined) {
    return (
      <Section title={words.title}>
        {read.error ? (
          <LoadFailed onRetry={() => void read.refetch()}>{failureText(texts, read.error)}</LoadFailed>
        ) : (
          <Loading />
        )}
      </Section>
    );
  }
  const { words: known, version } = read.data;
  const add = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ next: withWord(known, { pattern: pattern.trim(), action }), version });
  };
  return (
    <Section title={words.title} hint={words.hint}>
      <form className="dash-answer" onSubmit={add}>
        <Field
          label={words.pattern}
          required
          maxLength={PATTERN_MAX}
          value={pattern}
          autoComplete="off"
          onChange={(event) => setPattern(event.target.value)}
        />
        <Choice
          label={words.action}
          value={action}
          options={ACTIONS.map((each) => [each, words.actions[each]] as const)}
          onChoose={setAction}
        />
        <div className="dash-buttons">
          <button type="submit" className="button" disabled={save.isPending || pattern.trim() === ''}>
            <Icon name="plus" />
            {words.add}
          </button>
        </div>
      </form>
      {known.length === 0 ? (
        <p className="state">{words.none}</p>
      ) : (
        <ul className="dash-words" aria-label={words.title}>
          {known.map((word) => (
            <li key={word.pattern} data-action={word.action}>
              <span>{word.pattern}</span>
              <span className="dash-quiet">{words.actions[word.action]}</span>
              <button
                type="button"
                className="button-icon"
                aria-label={words.remove(word.pattern)}
                disabled={save.isPending}
                onClick={() =>
                  save.mutate({ next: known.filter((each) => each.pattern !== word.pattern), version })
                }
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
