import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { formErrors, NO_ERRORS } from '@/shared/lib/field-errors';
import { useTexts, useWords } from '@/shared/lib/language';
import { Problem } from '@/shared/lib/problem';
import { TextArea } from '@/shared/ui/field';
import { Icon } from '@/shared/ui/icon';
import type { Moderation, OwnPlea } from './moderation-api';
import { clockText } from './spans';
import { MODERATION_TEXTS } from './texts';

const PLEA_MAX = 500;

type RestrictedNoticeProps = {
  room: string;
  kind: 'timeout' | 'ban';
  /** Seconds until it is over; 0 where nobody knows. */
  secondsLeft: number;
  moderation: Moderation;
};

/** What a banned or timed-out viewer sees in the place of the composer. */
export function RestrictedNotice({ room, kind, secondsLeft, moderation }: RestrictedNoticeProps) {
  const words = useWords(MODERATION_TEXTS);
  return (
    <div className="restricted">
      <p className="restricted-head">
        <Icon name={kind === 'ban' ? 'ban' : 'clock'} />
        <b role="status">{kind === 'ban' ? words.youAreBanned : words.youAreTimedOut}</b>
      </p>
      <p className="hint">{secondsLeft > 0 ? words.timedOutFor(clockText(secondsLeft)) : words.stillReads}</p>
      <Plea room={room} moderation={moderation} />
    </div>
  );
}

/** The way back in: a request, its state, or the form for one. */
function Plea({ room, moderation }: { room: string; moderation: Moderation }) {
  const words = useWords(MODERATION_TEXTS);
  const [isWriting, setWriting] = useState(false);
  const own = useQuery({
    queryKey: ['plea', room],
    queryFn: async ({ signal }): Promise<OwnPlea | null> => {
      try {
        return await moderation.ownPlea(signal);
      } catch (error) {
        if (error instanceof Problem && error.status === 404) {
          return null;
        }
        throw error;
      }
    },
  });
  if (own.data?.state === 'open') {
    return <p className="hint">{words.pleaOpen}</p>;
  }
  if (isWriting) {
    return <PleaForm room={room} moderation={moderation} />;
  }
  return (
    <>
      {own.data?.state === 'refused' && (
        <p className="hint">
          {words.pleaRefused} {own.data.answer && words.pleaAnswer(own.data.answer)}
        </p>
      )}
      <button type="button" className="button-link" onClick={() => setWriting(true)}>
        {words.askUnban}
      </button>
    </>
  );
}

function PleaForm({ room, moderation }: { room: string; moderation: Moderation }) {
  const texts = useTexts();
  const words = useWords(MODERATION_TEXTS);
  const queries = useQueryClient();
  const send = useMutation({
    mutationFn: (text: string) => moderation.plead(text),
    onSuccess: (plea) => queries.setQueryData(['plea', room], plea),
  });
  const errors = send.error ? formErrors(texts, send.error, ['text']) : NO_ERRORS;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    send.mutate(String(new FormData(event.currentTarget).get('text')).trim());
  };
  return (
    <form className="plea" onSubmit={submit}>
      <TextArea
        name="text"
        label={words.pleaLabel}
        rows={2}
        required
        maxLength={PLEA_MAX}
        error={errors.fields.text ?? errors.form}
      />
      <button type="submit" className="button-small" disabled={send.isPending}>
        {words.pleaSend}
      </button>
    </form>
  );
}
