import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

type Press = Parameters<typeof import('./keys.ts').keyOf>[0];
interface Keys {
  readonly keyOf: (press: Press) => string;
  readonly pressed: (press: Press) => string | null;
  readonly isChord: (press: Press, letter: string) => boolean;
}

/** Whose keyboard it is, a module of its own knows. */
async function keysOn(platform: string): Promise<Keys> {
  vi.stubGlobal('navigator', { platform });
  vi.resetModules();
  return import('./keys.ts');
}

const press = (key: string, code: string, held: { readonly shift?: boolean; readonly ctrl?: boolean; readonly alt?: boolean; readonly meta?: boolean; readonly altGr?: boolean; readonly caps?: boolean } = {}): Press => ({
  key,
  code,
  shiftKey: held.shift ?? false,
  ctrlKey: held.ctrl ?? false,
  altKey: held.alt ?? false,
  metaKey: held.meta ?? false,
  getModifierState: (name: string) => (name === 'AltGraph' && (held.altGr ?? false)) || (name === 'CapsLock' && (held.caps ?? false)),
});

afterEach(() => vi.unstubAllGlobals());

describe('on a PC', () => {
  let keys: Keys;
  beforeEach(async () => {
    keys = await keysOn('Win32');
  });

  test.each([
    ['Russian', 'о', 'KeyJ', 'j'],
    ['Russian', 'л', 'KeyK', 'k'],
    ['Russian', 'х', 'BracketLeft', '['],
    ['Russian', 'ъ', 'BracketRight', ']'],
    ['Russian', '/', 'Backslash', '/'],
    ['Greek', 'ξ', 'KeyJ', 'j'],
    ['Greek', 'ς', 'KeyW', 'w'],
    ['Hebrew', 'ח', 'KeyJ', 'j'],
    ['Hebrew', "'", 'KeyW', 'w'],
    ['Hebrew', '/', 'KeyQ', '/'],
    ['Arabic', 'ت', 'KeyJ', 'j'],
    ['Arabic', 'لا', 'KeyB', 'b'],
    ['Arabic', 'ج', 'BracketLeft', '['],
    ['Arabic', 'ظ', 'Slash', '/'],
    ['Japanese kana', 'ま', 'KeyJ', 'j'],
    ['Korean', 'ㅓ', 'KeyJ', 'j'],
    ['Thai', '่', 'KeyJ', 'j'],
    ['Hindi', 'र', 'KeyJ', 'j'],
    ['Dvorak', 'j', 'KeyC', 'j'],
    ['Dvorak', 'h', 'KeyJ', 'h'],
    ['Dvorak', ',', 'KeyW', ','],
    ['Dvorak', '/', 'BracketLeft', '/'],
    ['AZERTY', 'a', 'KeyQ', 'a'],
    ['AZERTY', ',', 'KeyM', ','],
    ['BÉPO', '’', 'KeyN', '’'],
    ['German', 'ü', 'BracketLeft', 'ü'],
    ['Turkish', 'ı', 'KeyI', 'ı'],
  ])('%s: %j at %s is %j', (_, key, code, meant) => {
    expect(keys.pressed(press(key, code))).toBe(meant);
  });

  test.each([
    ['Caps Lock', 'X', { caps: true }, 'x'],
    ['Shift', 'X', { shift: true }, 'X'],
    ['both, on Windows', 'x', { shift: true, caps: true }, 'X'],
    ['both, on a Mac', 'X', { shift: true, caps: true }, 'X'],
    ['Shift on a Russian keyboard', 'Ч', { shift: true }, 'X'],
    ['Caps Lock on a Russian keyboard', 'Ч', { caps: true }, 'x'],
    ['both on a Russian keyboard', 'ч', { shift: true, caps: true }, 'X'],
    ['Shift on an Arabic keyboard, which gives a mark', '\u0652', { shift: true }, 'X'],
  ])('%s: a letter is large with Shift, and only then', (_, key, held, meant) => {
    expect(keys.pressed(press(key, 'KeyX', held))).toBe(meant);
  });

  test.each([
    ['[', 'Digit8', { altGr: true, ctrl: true, alt: true }, '['],
    [']', 'Digit9', { altGr: true }, ']'],
    ['/', 'Digit7', { shift: true }, '/'],
    ['?', 'Minus', { shift: true }, '?'],
    ['؟', 'Slash', { shift: true }, '?'],
    ['@', 'KeyQ', { altGr: true, ctrl: true, alt: true }, '@'],
  ])('%j at %s is that mark, whatever it takes on this keyboard', (key, code, held, meant) => {
    expect(keys.pressed(press(key, code, held))).toBe(meant);
  });

  test.each([
    ['j', 'KeyJ', { ctrl: true }],
    ['j', 'KeyJ', { alt: true }],
    ['о', 'KeyJ', { ctrl: true }],
    ['[', 'BracketLeft', { alt: true }],
    ['/', 'Slash', { ctrl: true }],
    ['j', 'KeyJ', { meta: true }],
    ['[', 'Digit8', { altGr: true, meta: true }],
    ['Enter', 'Enter', { ctrl: true }],
    ['ł', 'KeyL', { altGr: true, ctrl: true, alt: true }],
  ])('%j at %s with %j is a chord, and no single key', (key, code, held) => {
    expect(keys.pressed(press(key, code, held))).toBeNull();
  });

  test.each(['Enter', 'Escape', 'ArrowDown', 'PageUp', 'Home', 'Tab', ' ', 'F5', 'Dead', 'Process', 'Unidentified'])('%s is what it is', (key) => {
    expect(keys.pressed(press(key, key, { shift: key === 'Tab' }))).toBe(key);
  });

  test('Ctrl K is one by the letter, and where there is none by its place', () => {
    const ctrl = { ctrl: true };
    expect(keys.isChord(press('k', 'KeyK', ctrl), 'k')).toBe(true);
    expect(keys.isChord(press('K', 'KeyK', { ctrl: true, caps: true }), 'k')).toBe(true);
    expect(keys.isChord(press('л', 'KeyK', ctrl), 'k')).toBe(true);
    expect(keys.isChord(press('k', 'KeyV', ctrl), 'k')).toBe(true);
    expect(keys.isChord(press('t', 'KeyK', ctrl), 'k')).toBe(false);
    expect(keys.isChord(press('K', 'KeyK', { ctrl: true, shift: true }), 'k')).toBe(false);
    expect(keys.isChord(press('k', 'KeyK', { ctrl: true, alt: true }), 'k')).toBe(false);
    expect(keys.isChord(press('k', 'KeyK'), 'k')).toBe(false);
  });

  test('any Latin letter is itself, wherever it is', () => {
    const code = fc.constantFrom('KeyA', 'KeyJ', 'KeyW', 'KeyX', 'Semicolon', 'BracketLeft', 'Slash', '');
    const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz');
    fc.assert(
      fc.property(letter, code, fc.boolean(), fc.boolean(), (one, place, caps, shift) => {
        expect(keys.pressed(press(caps === shift ? one : one.toUpperCase(), place, { shift, caps }))).toBe(shift ? one.toUpperCase() : one);
      }),
    );
  });
});

describe('on a Mac', () => {
  let keys: Keys;
  beforeEach(async () => {
    keys = await keysOn('MacIntel');
  });

  test('Option gives the marks that a keyboard has there, and is a chord with all else', () => {
    expect(keys.pressed(press('[', 'Digit5', { alt: true }))).toBe('[');
    expect(keys.pressed(press(']', 'Digit6', { alt: true }))).toBe(']');
    expect(keys.pressed(press('∆', 'KeyJ', { alt: true }))).toBeNull();
    expect(keys.pressed(press('“', 'BracketLeft', { alt: true }))).toBeNull();
    expect(keys.pressed(press('j', 'KeyJ', { alt: true }))).toBeNull();
    expect(keys.pressed(press('[', 'Digit5', { alt: true, meta: true }))).toBeNull();
  });

  test('the palette opens with ⌘, not with Ctrl', () => {
    expect(keys.isChord(press('k', 'KeyK', { meta: true }), 'k')).toBe(true);
    expect(keys.isChord(press('л', 'KeyK', { meta: true }), 'k')).toBe(true);
    expect(keys.isChord(press('k', 'KeyK', { ctrl: true }), 'k')).toBe(false);
  });
});
