/** The backgrounds that names stand on, as in the style sheet. */
const BACKGROUND = { light: '#ffffff', dark: '#14181d' } as const;
/** WCAG AA for text of normal size. */
export const CONTRAST_MIN = 4.5;

type Rgb = readonly [number, number, number];

/**
 * Colours offered in the profile. The server gives every new viewer one of them by id, from the same list in the same
 * order: where a list tells no colour, a name still looks as it does in the chat.
 */
export const NAME_COLORS = [
  { id: 'blue', value: '#2f7fd1' },
  { id: 'orange', value: '#c2571a' },
  { id: 'green', value: '#2e8b57' },
  { id: 'magenta', value: '#b5459c' },
  { id: 'lavender', value: '#7a6ff0' },
  { id: 'gold', value: '#b8860b' },
  { id: 'red', value: '#d1495b' },
  { id: 'teal', value: '#1f8a8a' },
  { id: 'brown', value: '#8a6d3b' },
  { id: 'olive', value: '#5c8a1f' },
  { id: 'purple', value: '#a05bd6' },
  { id: 'pink', value: '#d0487f' },
] as const;

/**
 * A viewer's colour, made readable: lighter or darker as the background needs, in its own hue, until it reaches
 * `CONTRAST_MIN`. A viewer without a usable colour gets one by id, the same everywhere.
 */
export function nameColor(color: string | null | undefined, id: string, isDark: boolean): string {
  const key = `${color ?? ''} ${color ? '' : id} ${isDark}`;
  let known = cache.get(key);
  if (known === undefined) {
    const base = parse(color ?? '') ?? parse(firstColor(id)) ?? [128, 128, 128];
    known = format(readable(base, isDark));
    if (cache.size >= CACHE_MAX) {
      cache.clear();
    }
    cache.set(key, known);
  }
  return known;
}

const CACHE_MAX = 2_000;
const cache = new Map<string, string>();

function readable(base: Rgb, isDark: boolean): Rgb {
  const background = parse(isDark ? BACKGROUND.dark : BACKGROUND.light) ?? [0, 0, 0];
  const goal: Rgb = isDark ? [255, 255, 255] : [0, 0, 0];
  for (let step = 0; step <= 20; step += 1) {
    const mixed = mix(base, goal, step / 20);
    if (contrast(mixed, background) >= CONTRAST_MIN) {
      return mixed;
    }
  }
  return goal;
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const at = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * share);
  return [at(0), at(1), at(2)];
}

/** The contrast ratio of two `#rrggbb` colours, from 1 to 21. */
export function contrastOf(a: string, b: string): number {
  return contrast(parse(a) ?? [0, 0, 0], parse(b) ?? [0, 0, 0]);
}

function contrast(a: Rgb, b: Rgb): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (channel: number) => {
    const share = channel / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function parse(color: string): Rgb | null {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color);
  return hex === null
    ? null
    : [
        Number.parseInt(hex[1] ?? '', 16),
        Number.parseInt(hex[2] ?? '', 16),
        Number.parseInt(hex[3] ?? '', 16),
      ];
}

function format(color: Rgb): string {
  return `#${color.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** The colour that the server gives a viewer at first, reckoned as it does it: by Java's `hashCode` of the id. */
export function firstColor(id: string): string {
  let hash = 0;
  for (let index = 0; index < id.length; index += 1) {
    hash = (Math.imul(hash, 31) + id.charCodeAt(index)) | 0;
  }
  const place = ((hash % NAME_COLORS.length) + NAME_COLORS.length) % NAME_COLORS.length;
  return NAME_COLORS[place]?.value ?? NAME_COLORS[0].value;
}
