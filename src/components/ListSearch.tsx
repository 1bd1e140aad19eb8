import { Search, X } from 'lucide-react';
import type { RefObject } from 'react';
import { t } from '#texts/t.ts';
import { IconButton } from '#ui/Button.tsx';
import { pressed } from '#ui/keys.ts';
import { shortcutsOn } from '#ui/shortcuts.ts';
import type { Typed } from './use-typed.ts';

interface ListSearchProps {
  readonly input: RefObject<HTMLInputElement | null>;
  /** Its name. */
  readonly label: string;
  /** What can be searched for. */
  readonly placeholder: string;
  readonly typed: Pick<Typed, 'q' | 'type' | 'rest'>;
  /** Enter, where it does something. */
  readonly onSubmit?: () => void;
  /** The key that leads here, where there is one. */
  readonly shortcut: string | undefined;
}

/** Searches a list that this browser has, as it is typed. */
export function ListSearch({ input, label, placeholder, typed: { q, type, rest }, onSubmit, shortcut }: ListSearchProps) {
  const clear = (): void => {
    type('');
    input.current?.focus();
  };
  return (
    <search aria-label={label} className="relative min-w-0 flex-1 basis-60 sm:max-w-96">
      <Search aria-hidden size={15} className="pointer-events-none absolute inset-y-0 left-3 my-auto text-ink-3" />
      <input
        ref={input}
        type="text"
        aria-label={label}
        aria-keyshortcuts={shortcutsOn() ? shortcut : undefined}
        placeholder={placeholder}
        enterKeyHint="search"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={500}
        value={q}
        onChange={(event) => type(event.target.value)}
        onBlur={rest}
        onKeyDown={(event) => {
          const key = pressed(event.nativeEvent);
          if (key === 'Enter') onSubmit?.();
          if (key !== 'Escape') return;
          event.preventDefault();
          if (q === '') input.current?.blur();
          else clear();
        }}
        className="h-8 w-full rounded-md border border-line-strong bg-surface pr-9 pl-8.5 text-base placeholder:text-ink-3 pointer-coarse:h-11 pointer-coarse:pr-11 max-sm:h-11 max-sm:text-lg"
      />
      {q !== '' && (
        <span className="absolute inset-y-0 right-0 flex items-center">
          <IconButton label={t`Clear search`} onClick={clear}>
            <X aria-hidden size={15} />
          </IconButton>
        </span>
      )}
    </search>
  );
}

/** What the key of a search does: to the field, whose text the next letter replaces. */
export function toSearch({ current }: RefObject<HTMLInputElement | null>): void {
  current?.focus();
  current?.select();
}
