import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';

/** The Spate that the journeys visit. */
export const SPATE_URL = (process.env.SPATE_URL ?? 'http://localhost:8080').replace(/\/$/, '');

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A browser as an npm package, for machines without one; 64 MB, so only fetched where it is needed. */
const PACKAGED = '@sparticuz/chromium@143.0.4';

/** Starts the browser that `CHROMIUM` names, else the installed one, else one fetched from npm. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM || installedBrowser() || (await packagedBrowser());
  return await chromium.launch({ executablePath, headless: true, args: ARGUMENTS });
}

function installedBrowser(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

async function packagedBrowser(): Promise<string> {
  console.warn(`No Chromium is installed and CHROMIUM names none: fetching ${PACKAGED} from npm.`);
  const npm = spawnSync('npm', ['install', '--no-save', '--no-package-lock', PACKAGED], { stdio: 'inherit' });
  if (npm.status !== 0) {
    throw new Error('No browser for the journeys. Install Chromium, or name one in CHROMIUM.');
  }
  // Loaded by its resolved path: it is no dependency that a type checker or bundler could find.
  const path: string = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const { default: packaged } = (await import(path)) as { default: { executablePath(): Promise<string> } };
  const executable = await packaged.executablePath();
  await runs(executable);
  return executable;
}

/** Its unpacking ends a moment before the file can be run. */
async function runs(executable: string): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (spawnSync(executable, ['--version']).error) {
    if (Date.now() > deadline) {
      throw new Error(`${executable} does not run here.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A new viewer's browser: no cookies, no storage. Errors that the page does not handle fail the journey. */
export async function newViewer(browser: Browser, options: BrowserContextOptions = {}): Promise<ViewerPage> {
  const context = await browser.newContext({ locale: 'en-US', baseURL: SPATE_URL, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  return new ViewerPage(context, page, errors);
}

let count = 0;

/** A name that no earlier run has taken. */
export function unique(prefix: string): string {
  count += 1;
  return `${prefix}-${Date.now().toString(36)}${count}`;
}

/** A handle that no earlier run has taken; handles take no hyphen. */
export function uniqueHandle(): string {
  return unique('v').replace('-', '_');
}

/** What a viewer does with the page, in the page's own words. */
export class ViewerPage {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly errors: readonly string[];

  constructor(context: BrowserContext, page: Page, errors: readonly string[]) {
    this.context = context;
    this.page = page;
    this.errors = errors;
  }

  async signUp(name: string): Promise<void> {
    await this.page.goto('/sign-up');
    await this.page.getByLabel('Handle').fill(uniqueHandle());
    await this.page.getByLabel('Name', { exact: true }).fill(name);
    await this.page.getByLabel('Password').fill('correct horse battery');
    await this.page.getByRole('button', { name: 'Create account' }).click();
    await this.page.getByRole('button', { name: 'Sign out' }).waitFor();
  }

  /** Creates a room and ends up in it. */
  async createRoom(title: string): Promise<string> {
    const id = unique('room');
    await this.page.goto('/');
    await this.page.getByRole('button', { name: 'Create a room' }).click();
    await this.page.getByLabel('Title').fill(title);
    await this.page.getByLabel('Address').fill(id);
    await this.page.getByLabel('Description').fill('A room of the browser journeys.');
    await this.page.getByRole('button', { name: 'Create room' }).click();
    await this.page.waitForURL(`**/rooms/${id}`);
    await this.live();
    return id;
  }

  async enter(room: string): Promise<void> {
    await this.page.goto(`/rooms/${room}`);
    await this.live();
  }

  async live(): Promise<void> {
    await this.page.locator('[role="status"][data-status="live"]').waitFor({ timeout: 30_000 });
  }

  async say(text: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Message' }).fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Waits until a message is in the list, as the log has it. */
  async sees(text: string): Promise<void> {
    await this.page.locator(`.line:not(.line-pending) > .text`, { hasText: text }).first().waitFor();
  }

  /** The texts in the list, top to bottom; own ones that are still on their way are marked. */
  async texts(): Promise<string[]> {
    return await this.page.locator('.log-row').evaluateAll((rows) =>
      rows
        .map((row) => ({ row, index: Number(row.getAttribute('data-index')) }))
        .sort((a, b) => a.index - b.index)
        .map(({ row }) => {
          const text = row.querySelector('.text')?.textContent ?? row.textContent ?? '';
          return row.querySelector('.line-pending') ? `(pending) ${text}` : text;
        }),
    );
  }

  /** Cuts the network for the page and everything it has open. */
  async cut(): Promise<void> {
    await this.context.setOffline(true);
    await this.page.locator('[role="status"][data-status="waiting"]').waitFor();
  }

  async mend(): Promise<void> {
    await this.context.setOffline(false);
    await this.live();
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}
