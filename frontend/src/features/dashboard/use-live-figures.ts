import { useEffect, useState } from 'react';
import { readEvents } from '@/shared/lib/event-lines';
import type { Raw } from '@/shared/lib/raw';
import { type Figures, parseFigures } from './figures';

/** A stream that ended is asked for again after this long. */
export const AGAIN_MILLIS = 3_000;

/** The figures of the last minute, every two seconds; null while there are none. */
export function useLiveFigures(raw: Raw, room: string): Figures | null {
  const [live, setLive] = useState<Figures | null>(null);
  useEffect(() => {
    const ending = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async () => {
      try {
        const answer = await raw(`/api/rooms/${room}/dashboard/live`, {
          accept: 'text/event-stream',
          signal: ending.signal,
        });
        await readEvents(answer, ({ type, data }) => {
          if (type === 'figures') {
            setLive(parseFigures(JSON.parse(data)));
          }
        });
      } catch {
        // Whatever it was, it is asked for again; until then the figures stand still.
      }
      if (!ending.signal.aborted) {
        setLive(null);
        timer = setTimeout(() => void read(), AGAIN_MILLIS);
      }
    };
    void read();
    return () => {
      ending.abort();
      clearTimeout(timer);
    };
  }, [raw, room]);
  return live;
}
