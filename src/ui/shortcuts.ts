import { useEffect, useLayoutEffect } from 'react';
import { t } from '#texts/t.ts';
import { keepKey, keyAfter, takeKey } from './coming-keys.ts';
import { pressed } from './keys.ts';
import { useOnPage, type OnPage } from './on-page.ts';

/** What one key does. */
export interface Shortcut {
  /** In a few words, for the help on keys: t`Next device`. */
  readonly does: string;
  /** Left out where what has the focus handles the key by itself, and the help shall only tell of it. */
  readonly act?: (event: KeyboardEvent) => void;
}

/**
 * Named as by `keyOf` (keys.ts). A name that no event has (`ArrowUp ArrowDown`, `Ctrl K`) tells of several keys, or of a chord, that
 * is handled elsewhere.
 */
export type Shortcuts = Readonly<Record<string, Shortcut>>;

/** The keys of one part of the page, as they stand in the help. */
export interface ShortcutPart {
  readonly name: string;
  readonly keys: readonly { readonly key: string; readonly does: string }[];
}

const FIELD = 'input:not([type="checkbox"]), textarea, select, [contenteditable], [role="textbox"], [role="combobox"]';
/** A toast is a dialog, too, and keeps nobody from anything. */
const MODAL = '[role="dialog"]:not([aria-modal="false"]), [role="alertdialog"]:not([aria-modal="false"])';

/** Where two have the same key, the one that was there first acts. */
const mounted: OnPage<{ readonly part: string; readonly shortcuts: Shortcuts }> = new Set();
let on = true;

/** Switches all single keys on or off: whoever speaks to the computer would press them without meaning to (WCAG 2.1.4). */
export function setShortcutsOn(next: boolean): void {
  on = next;
}

export function shortcutsOn(): boolean {
  return on;
}

/** Keys of no page in particular. */
export const EVERYWHERE = t`Everywhere`;

/** What a button says of the single key that does the same: nothing where those are switched off. */
export function withKey(tip: string, key: string | undefined): { readonly tip: string; readonly key: string | undefined } {
  const bare = key === undefined ? tip : tip.replace(` (${key})`, '');
  return on && key !== undefined ? { tip: `${bare} (${key})`, key } : { tip: bare, key: undefined };
}

/** Whether a dialog is open that has to be answered first. */
export function modalOpen(): boolean {
  return document.querySelector(MODAL) !== null;
}

function onKey(event: KeyboardEvent): void {
  keyAfter(event);
  const key = pressed(event);
  if (!on || event.defaultPrevented || key === null) return;
  if (event.target instanceof Element && event.target.closest(`${FIELD}, [role="dialog"], [role="alertdialog"], [role="menu"]`)) return;
  if (modalOpen() || (event.repeat && key !== 'j' && key !== 'k')) return;
  const act = actOf(key);
  if (act === undefined) {
    keepKey(key, event);
    return;
  }
  event.preventDefault();
  act(event);
}

/** What a key does on this page; undefined for nothing. */
function actOf(key: string): Shortcut['act'] {
  for (const { current } of mounted) {
    const act = Object.hasOwn(current.shortcuts, key) ? current.shortcuts[key]?.act : undefined;
    if (act !== undefined) return act;
  }
  return undefined;
}

/** A key that was pressed before this part of the page was there does now what it does. */
function catchUp(): void {
  const taken = takeKey((key) => actOf(key) !== undefined);
  // Not before all of that part is there.
  if (taken !== null) queueMicrotask(() => actOf(taken.key)?.(taken.event));
}

/**
 * Single keys for the whole page, and what the help (`?`) says of them. They never fire in a field, with a modifier, while a dialog or menu
 * is open, or again and again by holding one down; and not at all where they are switched off. `part` is the heading they stand under.
 */
export function useShortcuts(shortcuts: Shortcuts, part = t`On this page`): void {
  useOnPage(mounted, { part, shortcuts });
  // Once and for all: the same listener is never added twice.
  useLayoutEffect(() => document.addEventListener('keydown', onKey), []);
  useEffect(catchUp);
}

/** Every key of what is on the page now, by its part; a key stands once, for who acts. */
export function shortcutParts(): ShortcutPart[] {
  const parts = new Map<string, Map<string, string>>();
  const taken = new Set<string>();
  for (const { current } of mounted) {
    const keys = parts.get(current.part) ?? new Map<string, string>();
    parts.set(current.part, keys);
    for (const [key, { does, act }] of Object.entries(current.shortcuts)) {
      if (act === undefined || !taken.has(key)) keys.set(key, does);
      if (act !== undefined) taken.add(key);
    }
  }
  return [...parts].flatMap(([name, keys]) => (keys.size === 0 ? [] : { name, keys: [...keys].map(([key, does]) => ({ key, does })) }));
}
