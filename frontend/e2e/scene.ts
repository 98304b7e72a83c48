import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { newViewer, SPATE_URL, startBrowser, type ViewerPage } from './browser';

/** Comes with a page of a viewer who has signed up under a name, or of a guest. */
export type EnterViewer = (
  name: string | null,
  options?: Parameters<typeof newViewer>[1],
) => Promise<ViewerPage>;

/** One browser for the journeys of a file; each journey's pages are left at its end, and must not have failed. */
export function scene(): EnterViewer {
  let browser: Browser | undefined;
  const viewers: ViewerPage[] = [];

  beforeAll(async () => {
    const answer = await fetch(SPATE_URL).catch(() => null);
    if (!answer?.ok) {
      throw new Error(`No Spate answers at ${SPATE_URL}. Start one, or name it in SPATE_URL.`);
    }
    browser = await startBrowser();
  });

  afterEach(async () => {
    const left = viewers.splice(0);
    const errors = left.flatMap((one) => one.errors);
    await Promise.all(left.map((one) => one.leave()));
    expect(errors).toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
  });

  return async (name, options = {}) => {
    if (browser === undefined) {
      throw new Error('BUG: a viewer came before the browser');
    }
    const fresh = await newViewer(browser, options);
    viewers.push(fresh);
    if (name !== null) {
      await fresh.signUp(name);
    }
    return fresh;
  };
}
