import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTexts } from '@/shared/lib/language';
import { Icon } from '@/shared/ui/icon';
import type { ChatRoom } from './chat-room';
import type { ChatLine, PendingPost } from './chat-state';
import { ListHead } from './list-head';
import { isMeantFor } from './meant-for';
import { MessageLine, type OpenMenu } from './message-line';
import { OtherLine } from './other-lines';
import { PendingLine } from './pending-line';
import { useRoomView } from './use-chat-room';
import type { MessageEvent } from './wire';

/** Nearer to the end than this counts as following it. */
const END_PIXELS = 48;
/** Room above the first line for what `ListHead` shows. */
const HEAD_PIXELS = 44;
/** Height of a message of one line; what is not drawn yet is taken to be as high. */
const LINE_PIXELS = 26;

type Row = { kind: 'line'; line: ChatLine } | { kind: 'pending'; post: PendingPost };

type MessageListProps = {
  room: ChatRoom;
  viewer: { id: string; name: string } | null;
  ownName: ReactNode;
  onReply: ((message: MessageEvent) => void) | null;
  onMenu: OpenMenu | null;
};

/** The chat itself: follows the end until the viewer scrolls up, and only draws the lines in sight. */
export function MessageList({ room, viewer, ownName, onReply, onMenu }: MessageListProps) {
  const texts = useTexts();
  const lines = useRoomView(room, (view) => view.chat.lines);
  const pending = useRoomView(room, (view) => view.chat.pending);
  const following = useRoomView(room, (view) => view.chat.following);
  const joined = useRoomView(room, (view) => view.chat.joined);
  const rows = useMemo(() => rowsOf(lines, pending), [lines, pending]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_PIXELS,
    getItemKey: (index) => keyOf(rows[index]) ?? index,
    paddingStart: HEAD_PIXELS,
    paddingEnd: 8,
    overscan: 12,
    anchorTo: 'end',
    useFlushSync: false,
  });
  useFollowing(room, scroller, following, rows, virtualizer.getTotalSize());
  const active = useActiveLine(rows, scroller, (index) => virtualizer.scrollToIndex(index));

  return (
    <div className="log-frame">
      <div
        ref={scroller}
        className="log"
        role="log"
        aria-label={texts.chat.log}
        aria-live={following ? 'polite' : 'off'}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
        tabIndex={0}
        onKeyDown={active.onKeyDown}
      >
        <div className="log-rows" style={{ height: virtualizer.getTotalSize() }}>
          <ListHead room={room} scroller={scroller} />
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index];
            return (
              row && (
                <div
                  key={item.key}
                  ref={virtualizer.measureElement}
                  data-index={item.index}
                  data-row={keyOf(row)}
                  className="log-row"
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  {row.kind === 'pending' ? (
                    <PendingLine post={row.post} room={room} name={ownName} />
                  ) : row.line.kind === 'message' ? (
                    <MessageLine
                      line={row.line}
                      isOwn={row.line.event.by.id === viewer?.id}
                      isMeant={isMeantFor(row.line.event, viewer)}
                      isTabStop={row.line.id === active.id}
                      onReply={onReply}
                      onMenu={onMenu}
                    />
                  ) : (
                    <OtherLine line={row.line} room={room} onMenu={onMenu} />
                  )}
                </div>
              )
            );
          })}
        </div>
      </div>
      {joined && rows.length === 0 && (
        <div className="log-empty">
          <p>{texts.chat.empty}</p>
          {onReply && <p>{texts.chat.emptyHint}</p>}
        </div>
      )}
      {!following && <JumpButton room={room} />}
    </div>
  );
}

function JumpButton({ room }: { room: ChatRoom }) {
  const texts = useTexts();
  const arrived = useRoomView(room, (view) => view.chat.arrived);
  const [since] = useState(arrived);
  const count = arrived - since;
  return (
    <button type="button" className="jump" onClick={() => room.follow(true)}>
      <Icon name="down" />
      {count > 0 ? texts.chat.jumpNew(count) : texts.chat.jump}
    </button>
  );
}

/** Lines first, then the own messages that are still on their way and not shown by an event yet. */
function rowsOf(lines: readonly ChatLine[], pending: readonly PendingPost[]): readonly Row[] {
  const rows: Row[] = lines.map((line) => ({ kind: 'line', line }));
  for (const post of pending) {
    if (post.shownAs === null) {
      rows.push({ kind: 'pending', post });
    }
  }
  return rows;
}

function keyOf(row: Row | undefined): string | undefined {
  return row?.kind === 'line' ? row.line.id : row?.post.key;
}

/** Stays at the end while the viewer follows it; scrolling up ends that, reaching the end begins it again. */
function useFollowing(
  room: ChatRoom,
  scroller: React.RefObject<HTMLDivElement | null>,
  following: boolean,
  rows: readonly Row[],
  height: number,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of the rows or their height moves the end
  useLayoutEffect(() => {
    const element = scroller.current;
    if (following && element) {
      element.scrollTop = element.scrollHeight;
    }
  }, [following, rows, height, scroller]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) {
      return;
    }
    let last = element.scrollTop;
    const onScroll = () => {
      const left = element.scrollHeight - element.clientHeight - element.scrollTop;
      if (left <= END_PIXELS) {
        room.follow(true);
      } else if (element.scrollTop < last) {
        room.follow(false);
      }
      last = element.scrollTop;
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    const resized = new ResizeObserver(() => {
      if (room.view().chat.following) {
        element.scrollTop = element.scrollHeight;
      }
    });
    resized.observe(element);
    return () => {
      element.removeEventListener('scroll', onScroll);
      resized.disconnect();
    };
  }, [room, scroller]);
}

/** One message at a time is reached by Tab, the others by the arrow keys: a flood must not fill the tab order. */
function useActiveLine(
  rows: readonly Row[],
  scroller: React.RefObject<HTMLDivElement | null>,
  show: (index: number) => void,
) {
  const [chosen, setChosen] = useState<string | null>(null);
  const chosenIndex = chosen === null ? -1 : rows.findIndex((row) => keyOf(row) === chosen);
  const index = chosenIndex === -1 ? rows.findLastIndex(isMessage) : chosenIndex;
  const id = keyOf(rows[index]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (step === 0 || !(event.target instanceof HTMLButtonElement)) {
      return;
    }
    let next = index + step;
    while (next >= 0 && next < rows.length && !isMessage(rows[next])) {
      next += step;
    }
    const key = keyOf(rows[next]);
    if (key !== undefined) {
      event.preventDefault();
      setChosen(key);
      show(next);
      requestAnimationFrame(() => {
        scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"] .line-action`)?.focus();
      });
    }
  };
  return { id, onKeyDown };
}

function isMessage(row: Row | undefined): boolean {
  return row?.kind === 'line' && row.line.kind === 'message' && row.line.hidden === null;
}
