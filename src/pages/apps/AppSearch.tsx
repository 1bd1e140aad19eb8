import { Search, X } from 'lucide-react';
import { useRef } from 'react';
import { t } from '#texts/t.ts';
import { IconButton } from '#ui/Button.tsx';
import { useShortcuts } from '#ui/shortcuts.ts';

interface AppSearchProps {
  readonly q: string;
  readonly onType: (q: string) => void;
}

/** Finds Apps by name, SID or hash, as it is typed. */
export function AppSearch({ q, onType }: AppSearchProps) {
  const input = useRef<HTMLInputElement>(null);
  useShortcuts({
    '/': {
      does: t`Search the Apps`,
      act: () => {
        input.current?.focus();
        input.current?.select();
      },
    },
  });
  const clear = (): void => {
    onType('');
    input.current?.focus();
  };
  return (
    <search className="relative w-full sm:w-72">
      <Search aria-hidden size={15} className="pointer-events-none absolute inset-y-0 left-3 my-auto text-ink-3" />
      <input
        ref={input}
        type="text"
        aria-label={t`Search Apps`}
        aria-keyshortcuts="/"
        placeholder={t`Name, SID or hash`}
        enterKeyHint="search"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={500}
        value={q}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
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
