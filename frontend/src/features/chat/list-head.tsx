import { type RefObject, useEffect, useState } from 'react';
import { useTexts } from '@/shared/lib/language';
import type { ChatRoom } from './chat-room';
import { LINES_READING_MAX } from './chat-state';
import { useRoomView } from './use-chat-room';

/** Nearer to the beginning than this, the next page of history is fetched. */
const NEAR_PIXELS = 300;

type ListHeadProps = { room: ChatRoom; scroller: RefObject<HTMLDivElement | null> };

/** What stands above the first line: the way to older messages, or that there are none. */
export function ListHead({ room, scroller }: ListHeadProps) {
  const texts = useTexts();
  const older = useRoomView(room, (view) => view.chat.older);
  const count = useRoomView(room, (view) => view.chat.lines.length);
  const [state, setState] = useState<'idle' | 'loading' | 'failed'>('idle');
  const isFull = count >= LINES_READING_MAX;

  const load = () => {
    setState('loading');
    room.loadOlder().then(
      () => setState('idle'),
      () => setState('failed'),
    );
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: `load` is new on each render and does the same
  useEffect(() => {
    const element = scroller.current;
    if (!element || older === null || isFull || state !== 'idle') {
      return;
    }
    const onScroll = () => {
      if (element.scrollTop < NEAR_PIXELS && !room.view().chat.following) {
        load();
      }
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, [room, scroller, older, isFull, state]);

  if (count === 0) {
    return null;
  }
  return (
    <div className="log-head">
      {older === null ? (
        texts.chat.beginning
      ) : isFull ? (
        texts.chat.full
      ) : state === 'loading' ? (
        texts.chat.loadingOlder
      ) : (
        <>
          {state === 'failed' && `${texts.chat.loadFailed} `}
          <button type="button" className="button-link" onClick={load}>
            {texts.chat.loadOlder}
          </button>
        </>
      )}
    </div>
  );
}
