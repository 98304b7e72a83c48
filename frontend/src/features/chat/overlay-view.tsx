import { useEffect, useState } from 'react';
import { useTexts } from '@/shared/lib/language';
import type { OverlayOptions } from '@/shared/lib/overlay-options';
import { DarkPart } from '@/shared/lib/theme';
import type { ChatRoom } from './chat-room';
import type { ChatLine } from './chat-state';
import { MessageLine } from './message-line';
import { OtherLine } from './other-lines';
import { useRoomView } from './use-chat-room';

/** The lines that an overlay shows: the newest that are not hidden and not too old. */
export function overlayLines(
  lines: readonly ChatLine[],
  { max, fade, show }: OverlayOptions,
  now: number,
): readonly ChatLine[] {
  const wanted = lines.filter((line) => {
    if (line.kind !== 'message' && line.kind !== 'donation' && line.kind !== 'notice') {
      return false;
    }
    if (line.kind !== 'notice' && line.hidden !== null) {
      return false;
    }
    if (
      (line.kind === 'message' && show === 'donations') ||
      (line.kind === 'donation' && show === 'messages')
    ) {
      return false;
    }
    return fade === 0 || now - line.event.at < fade * 1000;
  });
  return wanted.slice(-max);
}

type OverlayViewProps = { room: ChatRoom; options: OverlayOptions };

/** The chat over a broadcast: words on nothing, the newest at one end, no controls. */
export function OverlayView({ room, options }: OverlayViewProps) {
  const texts = useTexts();
  const lines = useRoomView(room, (view) => view.chat.lines);
  const now = useEverySecond(options.fade > 0);
  return (
    <DarkPart value={options.plate !== 'light'}>
      <div
        className="overlay"
        role="log"
        aria-label={texts.chat.log}
        data-align={options.align}
        data-plate={options.plate}
        style={{ fontSize: options.size }}
      >
        {overlayLines(lines, options, now).map((line) =>
          line.kind === 'message' ? (
            <MessageLine
              key={line.id}
              line={line}
              isOwn={false}
              isTabStop={false}
              onReply={null}
              onMenu={null}
            />
          ) : (
            <OtherLine key={line.id} line={line} room={room} onMenu={null} />
          ),
        )}
      </div>
    </DarkPart>
  );
}

/** The time, once a second while it matters. */
function useEverySecond(matters: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!matters) {
      return;
    }
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [matters]);
  return now;
}
