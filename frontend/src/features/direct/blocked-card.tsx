import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Api } from '@/shared/lib/api';
import { failureText } from '@/shared/lib/error-text';
import { useTexts, useWords } from '@/shared/lib/language';
import { useMoment } from '@/shared/lib/moment';
import { pagesQuery } from '@/shared/lib/paged';
import { FormError } from '@/shared/ui/field';
import { NameTag } from '@/shared/ui/name-tag';
import { PagedList } from '@/shared/ui/paged-list';
import { BLOCKS_KEY, type Blocked, CONVERSATIONS_KEY, readBlocked, setBlocked } from './direct-api';
import { DIRECT_TEXTS } from './texts';

/** Whom the viewer blocks, and the way to let go of it. */
export function BlockedCard({ api }: { api: Api }) {
  const texts = useTexts();
  const words = useWords(DIRECT_TEXTS);
  const queries = useQueryClient();
  const title = useRef<HTMLHeadingElement>(null);
  const blocked = useInfiniteQuery(
    pagesQuery(BLOCKS_KEY, (cursor, signal) => readBlocked(api, cursor, signal)),
  );
  const unblock = useMutation({
    mutationFn: ({ id }: Blocked) => setBlocked(api, id, false),
    onSuccess: async () => {
      void queries.invalidateQueries({ queryKey: CONVERSATIONS_KEY });
      // The button that has the focus goes with its row.
      title.current?.focus();
      await queries.invalidateQueries({ queryKey: BLOCKS_KEY });
    },
  });
  const nameOf = (each: Blocked) => each.name || words.anAccount;
  return (
    <section className="card" aria-label={words.blockedTitle}>
      <h2 ref={title} tabIndex={-1}>
        {words.blockedTitle}
      </h2>
      <p className="hint">{words.blockedHint}</p>
      <PagedList<Blocked>
        read={blocked}
        idOf={(each) => each.id}
        label={words.blockedTitle}
        empty={words.noneBlocked}
        className="blocked-list"
        row={(each) => <BlockedRow blocked={each} isBusy={unblock.isPending} onUnblock={unblock.mutate} />}
      />
      <FormError text={unblock.error && failureText(texts, unblock.error)} />
      <p className="form-other" role="status">
        {unblock.isSuccess && words.unblocked(nameOf(unblock.variables))}
      </p>
    </section>
  );
}

type BlockedRowProps = { blocked: Blocked; isBusy: boolean; onUnblock: (blocked: Blocked) => void };

function BlockedRow({ blocked, isBusy, onUnblock }: BlockedRowProps) {
  const words = useWords(DIRECT_TEXTS);
  const moment = useMoment();
  const { id, handle, since } = blocked;
  const name = blocked.name || words.anAccount;
  return (
    <li>
      <div>
        <p>
          <NameTag id={id} name={name} color={null} /> {handle && <span className="hint">@{handle}</span>}
        </p>
        <p className="hint">
          <time dateTime={new Date(since).toISOString()}>{words.blockedSince(moment(since))}</time>
        </p>
      </div>
      <button
        type="button"
        className="button-small"
        aria-label={words.unblock(name)}
        disabled={isBusy}
        onClick={() => onUnblock(blocked)}
      >
        {words.unblockShort}
      </button>
    </li>
  );
}
