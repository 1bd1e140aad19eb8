import { useEffect, useEffectEvent } from 'react';

/** What a key does. A key is named as in `KeyboardEvent.key`. */
export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => void>>;

const FIELD = 'input:not([type="checkbox"]), textarea, select, [contenteditable], [role="textbox"], [role="combobox"]';
/** A toast is a dialog, too, and keeps nobody from anything. */
const MODAL = '[role="dialog"]:not([aria-modal="false"]), [role="alertdialog"]:not([aria-modal="false"])';

/** Single keys for the whole page. They never fire in a field, with a modifier, while a dialog or menu is open, or again and again by holding one down. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest(`${FIELD}, [role="dialog"], [role="alertdialog"], [role="menu"]`)) return;
    if (document.querySelector(MODAL)) return;
    const act = shortcuts[event.key];
    if (!act || (event.repeat && event.key !== 'j' && event.key !== 'k')) return;
    event.preventDefault();
    act(event);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => handle(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}
