import { useRef } from 'react';
import { ListSearch } from '#components/ListSearch.tsx';
import { t } from '#texts/t.ts';
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
  return <ListSearch input={input} label={t`Search Apps`} placeholder={t`Name, SID or hash`} q={q} onType={onType} shortcut="/" />;
}
