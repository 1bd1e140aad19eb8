import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ClipboardList, ListChecks, X } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { useLocation } from 'react-router-dom';
import { foundWords } from '#components/coverage-words.ts';
import { useChosen } from '#components/selection.ts';
import { useStuckAfter } from '#components/stuck-after.ts';
import { UnknownEntries } from '#components/UnknownEntries.tsx';
import { withName } from '#fleet/pasted.ts';
import type { Coverage, ListResult } from '#fleet/view.ts';
import { rich } from '#texts/rich.ts';
import { number, plural, t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { handOn } from '#ui/focus.ts';
import { searchBox } from './list-focus.ts';
import { parseListSearch } from './list-search.ts';
import { selectPasted } from './select-pasted.ts';

interface PastedListBarProps {
  readonly list: ListResult;
  readonly coverage: Coverage;
  /** Another list; null for none. */
  readonly onChange: (list: readonly string[] | null) => void;
}

/** That the list is limited to what was pasted, how to select that, and how to have the whole fleet again. */
export function PastedListBar({ list, coverage, onChange }: PastedListBarProps) {
  const { found, unknown } = list;
  const remove = useRef<HTMLButtonElement>(null);
  const { hash } = useLocation();
  const entries = useMemo(() => parseListSearch(hash).list ?? [], [hash]);
  const client = useQueryClient();
  const limits = useStuckAfter();
  const select = useMutation({ mutationFn: (all: readonly string[]) => selectPasted(client, all, limits) });
  const chosen = useChosen();
  const done = entries.every((entry) => chosen.has(entry)) ? t`All of them are selected.` : null;
  const use = (entry: string, name: string): void => handOn(() => onChange([...new Set(withName(entries, entry, name))]), () => remove.current);
  // What came of another list is no news of this one.
  const said = select.variables === entries ? select : null;
  return (
    <div role="group" aria-label={t`Pasted list`} className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line bg-accent-tint px-4 py-1.5 text-sm">
      <ClipboardList aria-hidden size={15} className="text-accent" />
      <span>
        {rich`List of ${number(found + unknown.length)}: ${foundWords(list, coverage)}`}
      </span>
      {unknown.length > 0 && (
        <details open={list.near.length > 0} className="min-w-0 max-sm:order-last max-sm:w-full">
          <summary className="rounded-sm text-ink-2 underline decoration-line-strong underline-offset-4">{plural(unknown.length, 'Show it', 'Show them')}</summary>
          <UnknownEntries unknown={unknown} offer={{ near: list.near, onUse: use }} />
        </details>
      )}
      <span className="flex-1" />
      <span role="status" className="min-w-0 text-ink-2 wrap-anywhere max-sm:order-last">
        {said?.data && `${said.data.title}. ${said.data.rest}`}
        {said?.error && t`Not selected: ${said.error.message}`}
      </span>
      {found > 0 && (
        <Button variant="ghost" icon={<ListChecks aria-hidden size={15} />} blocked={done} busy={select.isPending} onClick={() => select.mutate(entries)}>
          {rich`Select the ${number(found)} found`}
        </Button>
      )}
      <Button ref={remove} variant="ghost" aria-label={t`Remove the list`} icon={<X aria-hidden size={14} />} onClick={() => handOn(() => onChange(null), searchBox)}>
        <span className="max-sm:hidden">{t`Remove the list`}</span>
      </Button>
    </div>
  );
}
