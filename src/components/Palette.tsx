import { Search } from 'lucide-react';
import { useEffect, useEffectEvent, useId, useReducer, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { useLocation, useNavigate } from 'react-router-dom';
import { t } from '#texts/t.ts';
import { announce } from '#ui/announce.ts';
import { CommandDialog } from '#ui/CommandDialog.tsx';
import { focusAgain, focusHeading } from '#ui/focus.ts';
import { pressed } from '#ui/keys.ts';
import { optionId, stepped, withRecent, type PaletteItem } from './palette-items.ts';
import { recentPlaces } from './palette-recent.ts';
import { usePalette } from './palette-sources.ts';
import { PaletteList } from './PaletteList.tsx';
import { usePreference } from './preference.ts';

/** A stride of Page Up and Page Down. */
const STRIDE = 8;
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

interface PaletteProps {
  /** What was typed for it before it was there; it ends in a line break where Enter was the last. */
  readonly aheadRef: RefObject<string>;
  /** Where the focus was, and is again unless one goes elsewhere. */
  readonly returnTo: RefObject<HTMLElement | null>;
  /** Opens the help on keys in its place. */
  readonly onKeys: () => void;
  readonly onClose: () => void;
}

/**
 * One field for everything: devices, Apps, views, pages, and what can be done on the page that is open. An action does what its button
 * does: it opens the same dialog, with the same guard.
 */
export function Palette({ aheadRef, returnTo, onKeys, onClose }: PaletteProps) {
  const id = useId();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [, lookAgain] = useReducer((times: number) => times + 1, 0);
  // Enter came before the devices for what was typed.
  const [waitsFor, waitFor] = useState<string | null>(null);
  const waits = waitsFor === typed;
  const [recent, remember] = usePreference(recentPlaces);
  const { groups, stale } = usePalette(typed, recent, onKeys);
  const items = groups.flatMap((group) => group.items);
  const active = items.find((item) => item.id === chosen) ?? items[0] ?? null;
  const given = groups.some(({ found, items: among }) => found === true && active !== null && among.includes(active));
  const early = stale && (active === null || active.id !== chosen || given);

  // Whoever goes on to another one has not pressed Enter on that.
  const choose = (item: string | null): void => {
    setChosen(item);
    waitFor(null);
  };
  const takeOver = (): void => {
    const ahead = aheadRef.current;
    aheadRef.current = '';
    if (ahead === '') return;
    const text = ahead.replace('\n', '');
    setTyped(text);
    if (text !== ahead) waitFor(text);
  };
  const run = (item: PaletteItem): void => {
    const { to } = item;
    const { blocked, act } = item.now?.() ?? item;
    if (blocked) {
      announce(blocked);
      lookAgain();
      return;
    }
    flushSync(onClose);
    if (to === null) {
      // Where a dialog opens it takes the focus from there, and what stays on the page has it still.
      focusAgain(returnTo.current);
      act?.();
      return;
    }
    if (item.id !== 'search') remember(withRecent(recent, item.id));
    const stays = to.split(/[?#]/u)[0] === pathname;
    void navigate(to);
    if (stays) focusHeading();
  };
  const answered = useEffectEvent(() => {
    // Not within React's own work: what is run may have it draw at once.
    if (active !== null) queueMicrotask(() => run(active));
  });
  useEffect(() => {
    if (waits && !early) answered();
  }, [waits, early]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const key = pressed(event.nativeEvent) ?? '';
    const by = STEPS[key] ?? 0;
    if (by !== 0) choose(stepped(items, active?.id ?? null, by));
    else if (key === 'PageDown' || key === 'PageUp') choose(strode(items, active, key === 'PageDown' ? STRIDE : -STRIDE));
    else if (key !== 'Enter') return;
    else if (!event.repeat) {
      if (early) waitFor(typed);
      else if (active !== null) run(active);
    }
    event.preventDefault();
  };
  return (
    <CommandDialog title={t`Find or do`} initialFocus={input} returnTo={returnTo} onClose={onClose}>
      <div className="relative border-b border-line">
        <Search aria-hidden size={17} className="pointer-events-none absolute inset-y-0 left-4 my-auto text-ink-3" />
        <input
          ref={input}
          // In the very drawing that takes the earlier field away, so that no key falls between the two; the dialog would do it a moment later.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          onFocus={takeOver}
          role="combobox"
          aria-label={t`Find a device or page, or do something`}
          aria-autocomplete="list"
          aria-expanded={items.length > 0}
          aria-controls={`${id}list`}
          aria-activedescendant={active === null ? undefined : optionId(id, active.id)}
          placeholder={t`A device, App, page or action`}
          enterKeyHint="go"
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          maxLength={500}
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
            choose(null);
          }}
          onKeyDown={onKeyDown}
          className="h-12 w-full rounded-t-xl bg-transparent pr-4 pl-11 text-lg text-ink outline-none placeholder:text-ink-3"
        />
      </div>
      <PaletteList id={id} groups={groups} active={active?.id ?? null} busy={stale} onPoint={choose} onTake={run} />
    </CommandDialog>
  );
}

/** As far as the list goes, and not around its end. */
function strode(items: readonly PaletteItem[], active: PaletteItem | null, by: number): string | null {
  const at = active === null ? 0 : items.indexOf(active) + by;
  return items[Math.max(0, Math.min(items.length - 1, at))]?.id ?? null;
}
