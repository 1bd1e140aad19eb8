/** Which key somebody pressed, whatever letters the keyboard has. Pure, but for `shieldInputMethods`. */

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'getModifierState'>;

const mac = /Mac|iP(?:hone|ad|od)/u.test(globalThis.navigator?.platform ?? '');

/** The chord that opens the palette, as the keyboard has it. */
export const MOD_K = mac ? '⌘ K' : 'Ctrl K';

/** What stands on keys that have a letter on some keyboards of others; with Shift behind a plus. */
const MARKS: Readonly<Record<string, string>> = { BracketLeft: '[', BracketRight: ']', Slash: '/', 'Slash+': '?' };

/** Whether a key gave its third character: by AltGr, or by Option on a Mac. */
function isThird(event: Press): boolean {
  return event.getModifierState('AltGraph') || (mac && event.altKey);
}

/**
 * The key as `KeyboardEvent.key` names it on a keyboard of Latin letters. On one of others (Russian, Greek, Hebrew, Arabic) it is the key at
 * the place of that letter; Dvorak and AZERTY keep theirs. Caps Lock is not Shift: a letter is large with that alone.
 */
export function keyOf(event: Press): string {
  const { key, code, shiftKey } = event;
  const foreign = isForeign(event);
  const letter = foreign ? /^Key([A-Z])$/u.exec(code)?.[1] : event.getModifierState('CapsLock') ? /^[a-z]$/iu.exec(key)?.[0] : undefined;
  if (letter !== undefined) return shiftKey ? letter.toUpperCase() : letter.toLowerCase();
  return (foreign && MARKS[shiftKey ? `${code}+` : code]) || key;
}

/** Whether the key has a letter of another script than Latin, a mark on one, or its question mark. Hebrew has an apostrophe in the place of W, as no Latin keyboard does. */
function isForeign(event: Press): boolean {
  return !isThird(event) && (/^(?!\p{sc=Latin})[\p{L}\p{M}؟]/u.test(event.key) || (event.code === 'KeyW' && event.key === "'"));
}

/** The key, where nothing is held that makes a chord of it; else null. What gives a mark on this keyboard (AltGr and 8 for `[`) makes none. */
export function pressed(event: Press): string | null {
  const key = keyOf(event);
  const mark = isThird(event) && /^[!-/:-@[-`{-~]$/u.test(key);
  if (event.metaKey || (!mark && (event.ctrlKey || event.altKey))) return null;
  return key;
}

/** Whether this is the letter together with Ctrl, on a Mac with ⌘. */
export function isChord(event: Press, letter: string): boolean {
  const { ctrlKey, metaKey, altKey, shiftKey } = event;
  return !altKey && !shiftKey && (mac ? metaKey && !ctrlKey : ctrlKey && !metaKey) && keyOf(event).toLowerCase() === letter;
}

/**
 * From now on, a key that an input method has (for Japanese, Chinese, Korean) is nobody else's: its Enter takes a word and its Escape takes
 * one back, and neither sends a form or closes a dialog. Safari tells of the Enter once the word is there; by the code alone it is known then.
 * Nor is one that has no name: browsers and password managers that fill a field in send such.
 */
export function shieldInputMethods(): void {
  window.addEventListener('keydown', (event) => (event.isComposing || event.keyCode === 229 || !event.key) && event.stopImmediatePropagation(), true);
}
