import { describe, expect, it } from 'vitest';
import { unique, uniqueHandle } from './browser';
import { scene } from './scene';

const viewer = scene();

describe('a viewer', () => {
  it('signs up, stays signed in over a refresh, signs out and in again', async () => {
    const mina = await viewer(null);
    const { page } = mina;
    const handle = uniqueHandle();
    await page.goto('/sign-up');
    await page.getByLabel('Handle').fill(handle);
    await page.getByLabel('Name', { exact: true }).fill('Mina');
    await page.getByLabel('Password').fill('correct horse battery');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('link', { name: 'Profile: Mina' }).waitFor();

    await page.reload();
    await page.getByRole('link', { name: 'Profile: Mina' }).waitFor();

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('Handle').fill(handle);
    await page.getByLabel('Password').fill('wrong, wrong, wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Password').fill('correct horse battery');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Profile: Mina' }).waitFor();
  });

  it('is told at the field that a handle is taken', async () => {
    const { page } = await viewer(null);
    const handle = uniqueHandle();
    for (const round of ['first', 'second']) {
      await page.goto('/sign-up');
      await page.getByLabel('Handle').fill(handle);
      await page.getByLabel('Name', { exact: true }).fill(round);
      await page.getByLabel('Password').fill('correct horse battery');
      await page.getByRole('button', { name: 'Create account' }).click();
      if (round === 'first') {
        await page.getByRole('button', { name: 'Sign out' }).click();
        await page.getByRole('link', { name: 'Sign up' }).waitFor();
      }
    }
    await page.locator('.field-error, .form-error').waitFor();
    expect(await page.getByLabel('Handle').inputValue()).toBe(handle);
  });

  it('changes name and colour', async () => {
    const { page } = await viewer('Mina');
    await page.goto('/profile');
    await page.getByLabel('Name', { exact: true }).fill('Mina the second');
    await page.getByRole('radio', { name: 'Purple' }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'Profile: Mina the second' }).waitFor();
    expect(await page.getByRole('radio', { name: 'Purple' }).isChecked()).toBe(true);
  });
});

describe('a room', () => {
  it('is created, found in the list, and chatted in between two pages, both ways, in one order', async () => {
    const mina = await viewer('Mina');
    const room = await mina.createRoom('Journeys by the river');
    const jun = await viewer('Jun');
    await jun.page.goto(`/?query=${room}`);
    await jun.page.goto('/?sort=recent');
    await jun.page.getByText(room).waitFor();
    await jun.enter(room);

    await mina.say('안녕하세요 👋 from Mina');
    await jun.sees('안녕하세요 👋 from Mina');
    await jun.say('hello from Jun');
    await mina.sees('hello from Jun');
    await mina.say('second from Mina');
    await jun.sees('second from Mina');
    await mina.sees('second from Mina');

    const expected = ['안녕하세요 👋 from Mina', 'hello from Jun', 'second from Mina'];
    expect(await mina.texts()).toEqual(expected);
    expect(await jun.texts()).toEqual(expected);
  });

  it('shows an own message as pending until the log has it, and then once', async () => {
    const mina = await viewer('Mina');
    await mina.createRoom('Pending');
    // What the page has drawn at any moment, so that the short pending state cannot be overlooked.
    await mina.page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      const look = () => {
        const line = document.querySelector('.line-pending');
        if (line) {
          seen.push(line.getAttribute('data-status') ?? '');
        }
      };
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true });
    });
    await mina.say('on its way');
    await mina.sees('on its way');
    await expect.poll(() => mina.texts()).toEqual(['on its way']);
    const seen = await mina.page.evaluate(() => (window as unknown as { seen: string[] }).seen);
    expect(seen).toContain('sending');
    expect(seen).not.toContain('failed');
  });

  it('takes replies, by pointer and by keyboard', async () => {
    const mina = await viewer('Mina');
    const room = await mina.createRoom('Replies');
    const jun = await viewer('Jun');
    await jun.enter(room);
    await mina.say('who is there?');
    await jun.sees('who is there?');

    await jun.page.getByText('who is there?').hover();
    await jun.page.getByRole('button', { name: 'Reply to Mina' }).click();
    await jun.page.getByText('Replying to Mina').waitFor();
    await jun.page.keyboard.press('Escape');
    await jun.page.getByText('Replying to Mina').waitFor({ state: 'detached' });

    await jun.page.getByRole('button', { name: 'Reply to Mina' }).focus();
    await jun.page.keyboard.press('Enter');
    await jun.page.getByText('Replying to Mina').waitFor();
    await jun.say('it is me');
    await mina.sees('it is me');
    const quote = mina.page.locator('.line', { hasText: 'it is me' }).locator('.quote');
    expect(await quote.textContent()).toContain('who is there?');
  });

  it('is the same after a refresh: no line missing, none doubled', async () => {
    const mina = await viewer('Mina');
    const room = await mina.createRoom('Refresh');
    const jun = await viewer('Jun');
    await jun.enter(room);
    const expected: string[] = [];
    const say = async (text: string) => {
      await jun.say(text);
      await jun.sees(text);
      expected.push(text);
    };
    for (let index = 1; index <= 8; index += 1) {
      await say(`before ${index}`);
    }
    await mina.sees('before 8');
    // The page is away while something is said, as in every refresh.
    const address = mina.page.url();
    await mina.page.goto('about:blank');
    await say('while away');
    await mina.page.goto(address);
    await mina.live();
    await say('after');
    await mina.sees('after');
    expect(await mina.texts()).toEqual(expected);

    await mina.page.reload();
    await mina.live();
    await mina.sees('after');
    expect(await mina.texts()).toEqual(expected);
  });

  it('goes on after the network was cut: what was said meanwhile is there, once, in order', async () => {
    const mina = await viewer('Mina');
    const room = await mina.createRoom('Cut');
    const jun = await viewer('Jun');
    await jun.enter(room);
    await jun.say('before');
    await mina.sees('before');

    await mina.cut();
    const meanwhile = Array.from({ length: 10 }, (_, index) => `meanwhile ${index + 1}`);
    for (const text of meanwhile) {
      await jun.say(text);
      await jun.sees(text);
    }
    await mina.say('written without a network');
    expect(await mina.texts()).toEqual(['before', '(pending) written without a network']);

    await mina.mend();
    await jun.sees('written without a network');
    await mina.sees('written without a network');
    const expected = ['before', ...meanwhile, 'written without a network'];
    await expect.poll(() => mina.texts()).toEqual(expected);
    expect(await jun.texts()).toEqual(expected);
  });

  it('is read, not written, by a guest, who is led to sign in and back', async () => {
    const mina = await viewer('Mina');
    const room = await mina.createRoom('Guests');
    const guest = await viewer(null);
    await guest.enter(room);
    await mina.say('for everyone');
    await guest.sees('for everyone');
    expect(await guest.page.getByRole('textbox', { name: 'Message' }).count()).toBe(0);
    expect(await guest.page.getByRole('button', { name: /^Reply/ }).count()).toBe(0);
    await guest.page.getByRole('link', { name: 'Sign in to chat' }).click();
    await guest.page.waitForURL('**/sign-in?return=*');
    expect(new URL(guest.page.url()).searchParams.get('return')).toBe(`/rooms/${room}`);
  });

  it('lets the viewer read back while it goes on, and jump to the newest', async () => {
    const mina = await viewer('Mina');
    const room = await mina.createRoom('Reading back');
    const jun = await viewer('Jun', { viewport: { width: 900, height: 420 } });
    await jun.enter(room);
    for (let index = 1; index <= 18; index += 1) {
      await mina.say(`line ${index}`);
      await mina.sees(`line ${index}`);
    }
    await jun.sees('line 18');
    const log = jun.page.getByRole('log');
    await log.hover();
    await jun.page.mouse.wheel(0, -400);
    await jun.page.getByRole('button', { name: /Jump to newest/ }).waitFor();
    const where = await log.evaluate((element) => element.scrollTop);
    await mina.say('said meanwhile');
    await jun.page.getByRole('button', { name: 'Jump to newest (1 new)' }).click();
    await jun.sees('said meanwhile');
    // A line is put at its estimated height first, and measured a moment later: the end moves with it.
    const toEnd = () =>
      log.evaluate((element) => element.scrollHeight - element.clientHeight - element.scrollTop);
    await expect.poll(toEnd).toBeLessThan(2);
    expect(await log.evaluate((element) => element.scrollTop)).toBeGreaterThan(where);
  });

  it('that does not exist is told as such', async () => {
    const guest = await viewer(null);
    await guest.page.goto(`/rooms/${unique('nowhere')}`);
    await guest.page.getByRole('heading', { name: 'No such room' }).waitFor();
  });
});

describe('the page', () => {
  it('speaks Korean to a Korean browser, and remembers a change to English', async () => {
    const { page } = await viewer(null, { locale: 'ko-KR' });
    await page.goto('/');
    await page.getByRole('heading', { name: '채팅방', exact: true }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('ko');
    await page.getByLabel('언어').selectOption('en');
    await page.getByRole('heading', { name: 'Rooms' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Rooms' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('is light or dark as the system or the viewer wants', async () => {
    const { page } = await viewer(null, { colorScheme: 'dark' });
    await page.goto('/');
    const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    await page.getByRole('heading', { name: 'Rooms' }).waitFor();
    const dark = await background();
    await page.getByLabel('Theme').selectOption('light');
    const light = await background();
    expect(light).not.toBe(dark);
    await page.reload();
    await page.getByRole('heading', { name: 'Rooms' }).waitFor();
    expect(await background()).toBe(light);
  });
});
