/** Pauses between tries: they double from `firstMillis` to `lastMillis`, each shortened at random by up to half. */
export interface BackOffLimits {
  readonly firstMillis: number;
  readonly lastMillis: number;
}

/** The pause before try number `attempt` (0 is the first one after a failure). `random` gives 0 (incl.) to 1 (excl.). */
export function backOffMillis(attempt: number, limits: BackOffLimits, random: () => number): number {
  const full = Math.min(limits.lastMillis, limits.firstMillis * 2 ** Math.min(attempt, 30));
  return Math.round(full * (0.5 + random() / 2));
}
