import { type ReactNode, useState } from 'react';
import { failureText } from '@/shared/lib/error-text';
import { useTexts, useWords } from '@/shared/lib/language';
import { Problem } from '@/shared/lib/problem';
import { NameTag } from '@/shared/ui/name-tag';
import { MenuItem, PopupMenu } from '@/shared/ui/popup-menu';
import type { Toast } from '@/shared/ui/toasts';
import { type Deed, deedsOf } from './deeds';
import type { GivenRole, Moderation } from './moderation-api';
import { RestrictDialog } from './restrict-dialog';
import { QUICK_SPANS, spanText } from './spans';
import { MODERATION_TEXTS } from './texts';

export interface MenuTarget {
  readonly message: {
    readonly id: string;
    readonly text: string;
    readonly by: { readonly id: string; readonly name: string; readonly color?: string | null | undefined };
  };
  /** The author's role now, as far as the page knows. */
  readonly authorRole: string;
  readonly isPinned: boolean;
  readonly isDonation: boolean;
  readonly anchor: HTMLElement;
}

type MessageMenuProps = {
  target: MenuTarget;
  me: string | null;
  myRole: string;
  moderation: Moderation;
  say: (toast: Toast) => void;
  onClose: () => void;
  /** More to do with the author; what is chosen closes the menu by itself. */
  children?: ReactNode;
};

/** Everything that can be done about a message or donation, by the role of who asks. */
export function MessageMenu(props: MessageMenuProps) {
  const { target, me, myRole, moderation, say, onClose, children } = props;
  const texts = useTexts();
  const words = useWords(MODERATION_TEXTS);
  const [isRestricting, setRestricting] = useState(false);
  const { message, authorRole, isPinned, isDonation, anchor } = target;
  const { id: author, name } = message.by;
  const deeds = deedsOf({ me, myRole, author, authorRole, isPinned, isDonation });
  const may = (deed: Deed) => deeds.includes(deed);

  const act = (done: string, deed: Promise<void>, undo?: () => void) => {
    onClose();
    anchor.focus();
    deed.then(
      () => say({ text: done, ...(undo && { action: { label: words.undo, run: undo } }) }),
      (error: unknown) => {
        say({ text: words.failed(failureText(texts, error)), kind: 'failed' });
      },
    );
  };
  const lift = () => act(words.lifted(name), moderation.lift(author));
  const restrict = (seconds: number | null, reason: string) => {
    const done = seconds === null ? words.banned(name) : words.timedOut(name, spanText(words, seconds));
    act(done, moderation.restrict(author, seconds, reason), lift);
  };
  const give = (role: GivenRole) =>
    act(words.roleGiven(name, words.roleNames[role]), moderation.give(role, author));
  const take = (role: GivenRole) =>
    act(words.roleTaken(name, words.roleNames[role]), moderation.take(role, author));

  if (isRestricting) {
    const close = () => {
      onClose();
      // The item that had the focus before the dialog went with the menu.
      anchor.focus();
    };
    return <RestrictDialog name={name} onRestrict={restrict} onClose={close} />;
  }
  return (
    <PopupMenu label={words.menu(name)} anchor={anchor} onClose={onClose}>
      <div className="menu-head">
        <NameTag id={author} name={name} color={message.by.color} />
        <span>{message.text}</span>
      </div>
      {may('restrict') && (
        <>
          <div className="menu-spans">
            <span aria-hidden="true">{words.timeOut}</span>
            {QUICK_SPANS.map((seconds) => (
              <button
                key={seconds}
                type="button"
                role="menuitem"
                tabIndex={-1}
                aria-label={words.timeOutFor(name, spanText(words, seconds))}
                onClick={() => restrict(seconds, '')}
              >
                {spanText(words, seconds)}
              </button>
            ))}
          </div>
          <MenuItem icon="ban" isDanger onChoose={() => setRestricting(true)}>
            {words.ban}
          </MenuItem>
        </>
      )}
      {may('remove') && (
        <MenuItem
          icon="trash"
          isDanger
          onChoose={() =>
            act(isDonation ? words.removedDonation : words.removed, moderation.remove(message.id))
          }
        >
          {isDonation ? words.removeDonation : words.remove}
        </MenuItem>
      )}
      {may('clear') && (
        <MenuItem icon="broom" isDanger onChoose={() => act(words.cleared(name), moderation.clear(author))}>
          {words.clear}
        </MenuItem>
      )}
      {may('pin') && (
        <MenuItem icon="pin" onChoose={() => act(words.pinned, moderation.pin(message.id))}>
          {words.pin}
        </MenuItem>
      )}
      {may('unpin') && (
        <MenuItem icon="pin" onChoose={() => act(words.unpinned, moderation.unpin())}>
          {words.unpin}
        </MenuItem>
      )}
      {may('makeVip') && (
        <MenuItem icon="star" onChoose={() => give('vip')}>
          {words.makeVip}
        </MenuItem>
      )}
      {may('takeVip') && (
        <MenuItem icon="star" onChoose={() => take('vip')}>
          {words.takeVip}
        </MenuItem>
      )}
      {may('makeMember') && (
        <MenuItem icon="people" onChoose={() => give('member')}>
          {words.makeMember}
        </MenuItem>
      )}
      {may('makeModerator') && (
        <MenuItem icon="shield" onChoose={() => give('moderator')}>
          {words.makeModerator}
        </MenuItem>
      )}
      {may('takeModerator') && (
        <MenuItem icon="shield" onChoose={() => take('moderator')}>
          {words.takeModerator}
        </MenuItem>
      )}
      {children}
      {message.text !== '' && (
        <MenuItem icon="copy" onChoose={() => act(words.copied, copy(message.text))}>
          {words.copy}
        </MenuItem>
      )}
    </PopupMenu>
  );
}

/** Rejects where the browser does not allow it, as on plain-HTTP origins. */
async function copy(text: string): Promise<void> {
  if (!('clipboard' in navigator)) {
    throw new Problem({ status: 0, code: 'forbidden' });
  }
  await navigator.clipboard.writeText(text);
}
