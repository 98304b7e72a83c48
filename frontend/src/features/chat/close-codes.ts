/** What a close code asks of the page. */
export type Advice = 'at-once' | 'back-off' | 'stop';

/** Close code of the protocol's refusals that the page itself understands. */
export const CLOSE_TOKEN_INVALID = 4501;

/**
 * The protocol's ranges: 4000–4499 and 1012 come back at once with `after`, 4500–4999 stay away, everything else
 * (1013 overloaded, a cut line, a code of a proxy) comes back with growing pauses.
 */
export function adviceFor(code: number): Advice {
  if (code >= 4500 && code <= 4999) {
    return 'stop';
  }
  if ((code >= 4000 && code <= 4499) || code === 1012 || code === 1001) {
    return 'at-once';
  }
  return 'back-off';
}
