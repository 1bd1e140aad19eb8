import { Autocomplete } from '@base-ui/react/autocomplete';
import { useMemo, useRef, useState } from 'react';
import type { App } from '#api/schema.ts';
import { foldedWords, holdsWords } from '#lib/search-words.ts';
import { clip, middle, visible, withoutUnseen } from '#lib/text.ts';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { cx } from '#ui/cx.ts';
import { INPUT } from '#ui/Field.tsx';
import { Time } from './Time.tsx';
import { wordToType } from './word-to-type.ts';

/** So many are put on the page; more are found by typing. */
const SHOWN = 200;

interface AppPickerProps {
  /** What is in the field: a name or sid of the list, or any other that was typed or pasted. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** One was taken from the list, by a click or by Enter: told after `onChange`. */
  readonly onPick?: () => void;
  readonly apps: ReadonlyMap<string, App> | undefined;
  /** What is to be said of an App beside its name: `target now`. */
  readonly mark?: (sid: string) => string | null;
  /** Those that fit the devices it is picked for, by sid: they come first, under a heading. */
  readonly fitting?: ReadonlySet<string>;
  /** Nothing can be picked any more. */
  readonly disabled?: boolean;
}

/** The App in the list that a text names, by sid or by its exact name, with or without what was pasted along around it; null when there is none. */
export function appNamed(apps: ReadonlyMap<string, App> | undefined, text: string): App | null {
  const named = (id: string): App | null => apps?.get(id) ?? (id === '' ? null : ([...(apps?.values() ?? [])].find((app) => app.unique_name === id) ?? null));
  return named(text) ?? named(withoutUnseen(text).trim());
}

/** Apps newest first; those without a date last. */
export function newestFirst(apps: Iterable<App>): App[] {
  return [...apps].toSorted((a, b) => (b.date_created ?? '').localeCompare(a.date_created ?? ''));
}

interface Group {
  /** Null where there is nothing to tell apart. */
  readonly name: string | null;
  readonly items: readonly App[];
}

/** Those that fit apart from the others, each newest first; as one where all of them do, or none. */
function grouped(apps: readonly App[], fitting: ReadonlySet<string> | undefined): readonly Group[] {
  const fits = apps.filter(({ sid }) => fitting?.has(sid) === true);
  if (fits.length === 0 || fits.length === apps.length) return apps.length === 0 ? [] : [{ name: null, items: apps }];
  return [{ name: t`Matching Apps`, items: fits }, { name: t`Other Apps`, items: apps.filter(({ sid }) => fitting?.has(sid) !== true) }];
}

/** Only the first so many of their items, in the order of the groups. */
function firstOf(groups: readonly Group[], most: number): readonly Group[] {
  let left = most;
  return groups.flatMap(({ name, items }) => {
    const shown = items.slice(0, left);
    left -= shown.length;
    return shown.length === 0 ? [] : [{ name, items: shown }];
  });
}

/** Picks an App from the list, newest first, by typing or with the arrow keys; or takes any text as a sid or name. To stand in a `Field`. */
export function AppPicker({ value, onChange, onPick, apps, mark, fitting, disabled = false }: AppPickerProps) {
  const sorted = useMemo(() => newestFirst(apps?.values() ?? []), [apps]);
  const picked = appNamed(apps, value);
  // What was typed, and not what was picked, narrows the list: it stays as it is under the finger that picks from it.
  const [typed, setTyped] = useState(value);
  const byArrows = useRef(false);
  const found = useMemo(() => {
    const words = foldedWords(typed);
    return sorted.filter((app) => holdsWords(`${app.unique_name ?? ''} ${app.sid}`, words));
  }, [sorted, typed]);
  const take = (app: App): void => {
    if (disabled) return;
    byArrows.current = false;
    onChange(wordToType(app));
    onPick?.();
  };
  const groups = useMemo(() => firstOf(grouped(found, fitting), SHOWN), [found, fitting]);
  return (
    <Autocomplete.Root
      open
      inline
      items={groups}
      mode="none"
      disabled={disabled}
      value={value}
      onValueChange={(text) => {
        byArrows.current = false;
        setTyped(text);
        onChange(text);
      }}
      itemToStringValue={wordToType}
    >
      <Autocomplete.Input
        placeholder={t`Type a name, or paste an App SID`}
        spellCheck={false}
        className={INPUT}
        // Enter picks what the arrow keys have led to, or the one match there is; once that is picked, Enter is the form's. Where the mouse rests is no choice.
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') byArrows.current = true;
          if (event.key !== 'Enter' || byArrows.current) return;
          event.preventBaseUIHandler();
          const [only, more] = found;
          if (only === undefined || more !== undefined || picked !== null || event.nativeEvent.isComposing || withoutUnseen(value).trim() === '') return;
          event.preventDefault();
          take(only);
        }}
      />
      <Autocomplete.List className="max-h-60 overflow-y-auto rounded-md border border-line p-1 empty:hidden">
        {({ name, items }: Group) => (
          <Autocomplete.Group key={name} items={items} className="not-first:mt-1 not-first:border-t not-first:border-line not-first:pt-1">
            {name !== null && <Autocomplete.GroupLabel className="px-2 py-1 text-xs font-medium text-ink-2">{name}</Autocomplete.GroupLabel>}
            <Autocomplete.Collection>
              {(app: App) => (
                <Autocomplete.Item
                  key={app.sid}
                  value={app}
                  disabled={disabled}
                  // The library fills the field only from a list in a popup.
                  onClick={() => take(app)}
                  className={cx('flex cursor-default items-baseline gap-3 rounded px-2 py-1.5 text-sm data-highlighted:bg-hover pointer-coarse:py-2.5', app.sid === picked?.sid && 'bg-accent-tint')}
                >
                  <bdi className={cx('min-w-0 flex-1 truncate', !app.unique_name && 'font-mono text-xs')}>{clip(visible(app.unique_name || app.sid), 120)}</bdi>
                  <Mark text={mark?.(app.sid) ?? null} />
                  {app.unique_name && <span className="shrink-0 font-mono text-xs text-ink-3 max-sm:hidden">{middle(app.sid)}</span>}
                  <Time date={app.date_created} className="w-16 shrink-0 text-right text-xs text-ink-3" />
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
      {found.length > SHOWN && <span className="text-xs text-ink-3">{rich`The newest ${SHOWN} that match are shown.`}</span>}
    </Autocomplete.Root>
  );
}

function Mark({ text }: { readonly text: string | null }) {
  return text === null ? null : <span className="shrink-0 rounded bg-hover px-1.5 text-xs text-ink-2">{text}</span>;
}
