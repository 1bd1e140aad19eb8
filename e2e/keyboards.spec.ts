/** Keyboards of other letters, and input methods, as their events come from a browser: whole, and trusted. */
import type { CDPSession, Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { NAME, oneDevice, openDevice } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import { fullyRead, grid, openList, position, rows, searchBox } from './support/list.ts';
import { palette, paletteField } from './support/palette.ts';

/** One key goes down and up: `key` is what the layout gives for it, `keyCode` 229 what an input method has. */
async function strike(session: CDPSession, key: string, code: string, keyCode = 0, modifiers = 0): Promise<void> {
  const event = { key, code, windowsVirtualKeyCode: keyCode, modifiers };
  await session.send('Input.dispatchKeyEvent', { ...event, type: 'rawKeyDown' });
  await session.send('Input.dispatchKeyEvent', { ...event, type: 'keyUp' });
}

/** One key with Caps Lock on, which no protocol can switch. */
const locked = (page: Page, key: string, code: string): Promise<void> =>
  page.evaluate((init) => void document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { ...init, modifierCapsLock: true, bubbles: true, cancelable: true })), { key, code });

const SHIFT = 8;
const keyboardOf = (page: Page): Promise<CDPSession> => page.context().newCDPSession(page);

/** Types a word by an input method, and takes it: with the Enter before the word stands there, or as Safari has it, after. */
async function compose(page: Page, keyboard: CDPSession, text: string, late: boolean): Promise<void> {
  await keyboard.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  if (!late) await strike(keyboard, 'Enter', 'Enter', 229);
  await keyboard.send('Input.insertText', { text });
  if (late) await strike(keyboard, 'Enter', 'Enter', 229);
  await expect(page.locator(':focus')).toHaveValue(text);
}

test.describe('single keys', () => {
  test.use({ pace: 'auto', worldOptions: { devices: 60 } });

  test('are reached on a Russian and a Hebrew keyboard at the place of the letter, and Caps Lock is not Shift', async ({ page }) => {
    await openList(page, { size: 20, sort: 'name' });
    await fullyRead(page, 60);
    const keyboard = await keyboardOf(page);
    const focused = (nth: number) => rows(page).nth(nth).getByRole('link');
    await strike(keyboard, 'о', 'KeyJ');
    await expect(focused(0)).toBeFocused();
    await strike(keyboard, 'ח', 'KeyJ');
    await expect(focused(1)).toBeFocused();
    await locked(page, 'J', 'KeyJ');
    await expect(focused(2)).toBeFocused();
    await strike(keyboard, 'л', 'KeyK');
    await expect(focused(1)).toBeFocused();
    const boxes = grid(page).getByRole('checkbox', { name: /^Select /u });
    // Caps Lock: the row. With Shift: all of the page.
    await locked(page, 'X', 'KeyX');
    await expect(boxes.and(page.locator(':checked'))).toHaveCount(1);
    await strike(keyboard, 'Ч', 'KeyX', 0, SHIFT);
    await expect(page.getByRole('group', { name: 'Selection', exact: true })).toContainText('20 selected');
    await strike(keyboard, 'ъ', 'BracketRight');
    await expect(page).toHaveURL(/[?&]page=2/u);
    // The address is ahead of what is on show.
    await expect(position(page)).toContainText('2 of 3');
    await strike(keyboard, 'х', 'BracketLeft');
    await expect(page).not.toHaveURL(/page=2/u);
    await strike(keyboard, '/', 'Backslash');
    await expect(searchBox(page)).toBeFocused();
    // As a password manager fills a field in: an event that has no key at all.
    await searchBox(page).evaluate((box) => box.dispatchEvent(new Event('keydown', { bubbles: true, cancelable: true })));
    await expect(searchBox(page)).toBeFocused();
  });
});

test.describe('an input method', () => {
  test.use({ pace: 'auto', worldOptions: { ...oneDevice(), seedDevices: [...(oneDevice().seedDevices ?? []), { uniqueName: '東京 1' }, { uniqueName: '東京 2' }] } });

  for (const late of [false, true]) {
    test(`has its Enter and its Escape to itself, ${late ? 'also where the word stands there before its Enter comes' : 'while a word is composed'}`, async ({ page, fleet }) => {
      await openList(page);
      const keyboard = await keyboardOf(page);
      await searchBox(page).focus();
      await compose(page, keyboard, '東京 1', late);
      await expect(rows(page)).toHaveCount(1);
      await strike(keyboard, 'Escape', 'Escape', 229);
      await expect(searchBox(page)).toHaveValue('東京 1');
      await expect(searchBox(page)).toBeFocused();

      await page.keyboard.press('Control+k');
      await expect(paletteField(page)).toBeFocused();
      await compose(page, keyboard, '東京 2', late);
      await expect(palette(page).getByRole('option', { selected: true })).toContainText('東京 2');
      await strike(keyboard, 'Escape', 'Escape', 229);
      await expect(palette(page)).toBeVisible();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('東京 2');

      await openDevice(page, NAME);
      await page.keyboard.press('e');
      const dialog = page.getByRole('dialog', { name: 'Rename' });
      await expect(dialog.getByRole('textbox')).toBeFocused();
      await compose(page, keyboard, '大阪', late);
      await strike(keyboard, 'Escape', 'Escape', 229);
      await expect(dialog).toBeVisible();
      expect(fleet.world.counters.writes).toBe(0);
      expect(new URL(page.url()).pathname).toBe(paths.device(NAME));
    });
  }
});
