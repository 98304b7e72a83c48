import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import type { Api } from '@/shared/lib/api';
import { failureText } from '@/shared/lib/error-text';
import { useTexts, useWords } from '@/shared/lib/language';
import { useMoment } from '@/shared/lib/moment';
import { Problem } from '@/shared/lib/problem';
import { Link, navigate } from '@/shared/lib/router';
import { Field } from '@/shared/ui/field';
import { NameTag } from '@/shared/ui/name-tag';
import { PagedList } from '@/shared/ui/paged-list';
import { type Conversation, openConversation } from './direct-api';
import { DIRECT_TEXTS } from './texts';
import { useConversations } from './use-conversations';

type ConversationListProps = { api: Api; me: string; open: string | null };

/** The own conversations, the one with the newest message first. */
export function ConversationList({ api, me, open }: ConversationListProps) {
  const words = useWords(DIRECT_TEXTS);
  const conversations = useConversations(api);
  return (
    <div className="conversations">
      <Begin api={api} />
      <PagedList<Conversation>
        read={conversations}
        idOf={(item) => item.room}
        label={words.messages}
        row={(item) => <ConversationRow conversation={item} me={me} isOpen={item.room === open} />}
        empty={
          <>
            <p>{words.none}</p>
            <p className="hint">{words.noneHint}</p>
          </>
        }
      />
    </div>
  );
}

type ConversationRowProps = { conversation: Conversation; me: string; isOpen: boolean };

function ConversationRow({ conversation, me, isOpen }: ConversationRowProps) {
  const words = useWords(DIRECT_TEXTS);
  const moment = useMoment();
  const { room, with: other, last, unread, at } = conversation;
  return (
    <li>
      <Link to={`/messages/${room}`} className="conversation" aria-current={isOpen ? 'page' : undefined}>
        <span className="conversation-head">
          <NameTag id={other.id} name={other.name || words.anAccount} color={null} />
          <time dateTime={new Date(at).toISOString()}>{moment(at)}</time>
        </span>
        <span className="conversation-last">
          <span>{last === null ? '' : last.by?.id === me ? words.you(last.text) : last.text}</span>
          {unread > 0 && !isOpen && (
            <span className="unread">
              <span className="sr-only">{words.unread(unread)}</span>
              <span aria-hidden="true">{unread}</span>
            </span>
          )}
        </span>
      </Link>
    </li>
  );
}

function Begin({ api }: { api: Api }) {
  const texts = useTexts();
  const words = useWords(DIRECT_TEXTS);
  const begin = useMutation({
    mutationFn: ({ form }: { form: HTMLFormElement }) =>
      openConversation(api, String(new FormData(form).get('handle')).trim().replace(/^@/, '')),
    onSuccess: (room, { form }) => {
      form.reset();
      navigate(`/messages/${room}`);
    },
  });
  const isNobody = begin.error instanceof Problem && [403, 404, 422].includes(begin.error.status);
  const why = begin.error ? (isNobody ? words.beginFailed : failureText(texts, begin.error)) : null;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    begin.mutate({ form: event.currentTarget });
  };
  return (
    <form className="conversation-begin" onSubmit={submit}>
      <Field
        name="handle"
        label={words.with}
        required
        placeholder="@"
        maxLength={21}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        error={why}
      />
      <button type="submit" className="button" disabled={begin.isPending}>
        {words.begin}
      </button>
    </form>
  );
}
