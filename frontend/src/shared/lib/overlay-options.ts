/** How an overlay looks and what it shows; each from the address, where a program such as OBS keeps it. */
export interface OverlayOptions {
  /** Text size in pixels, 10 to 80. */
  readonly size: number;
  /** Lines at most, 1 to 50. */
  readonly max: number;
  /** Seconds until a line is gone, 0 where it stays. */
  readonly fade: number;
  readonly align: 'top' | 'bottom';
  /** What lies behind the words: nothing, or a dark or light plate. */
  readonly plate: 'none' | 'dark' | 'light';
  readonly show: 'all' | 'messages' | 'donations';
}

/** Reads the options; what is missing or out of its bounds is as the page chooses. */
export function overlayOptions(query: URLSearchParams): OverlayOptions {
  return {
    size: whole(query.get('size'), 10, 80) ?? 22,
    max: whole(query.get('max'), 1, 50) ?? 12,
    fade: whole(query.get('fade'), 0, 3_600) ?? 0,
    align: oneOf(query.get('align'), ['top', 'bottom']) ?? 'bottom',
    plate: oneOf(query.get('plate'), ['none', 'dark', 'light']) ?? 'none',
    show: oneOf(query.get('show'), ['all', 'messages', 'donations']) ?? 'all',
  };
}

/** The address of an overlay, without what goes without saying. */
export function overlayAddress(room: string, options: OverlayOptions): string {
  const plain = overlayOptions(new URLSearchParams());
  const query = new URLSearchParams();
  for (const key of ['size', 'max', 'fade', 'align', 'plate', 'show'] as const) {
    if (options[key] !== plain[key]) {
      query.set(key, String(options[key]));
    }
  }
  return `/overlay/${room}${query.size > 0 ? `?${query}` : ''}`;
}

function whole(text: string | null, min: number, max: number): number | undefined {
  const value = text === null || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isInteger(value) && value >= min && value <= max ? value : undefined;
}

function oneOf<T extends string>(text: string | null, known: readonly T[]): T | undefined {
  return known.find((each) => each === text);
}
