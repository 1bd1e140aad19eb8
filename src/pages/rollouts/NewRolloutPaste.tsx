import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useId, useMemo, useRef } from 'react';
import { serverNow } from '#api/clock.ts';
import { foundWords } from '#components/coverage-words.ts';
import { NotWhole } from '#components/NotWhole.tsx';
import { useStuckAfter } from '#components/stuck-after.ts';
import { UnknownEntries } from '#components/UnknownEntries.tsx';
import { fleet, fleetQueries } from '#fleet/fleet.ts';
import { parsePasted, pastedText, withName } from '#fleet/pasted.ts';
import { MOST_LISTED } from '#fleet/view.ts';
import { clip, visible } from '#lib/text.ts';
import { rich } from '#texts/rich.ts';
import { number, plural, t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { handOn } from '#ui/focus.ts';
import type { FrozenList } from './wizard-list.ts';

const EXAMPLE = 'berlin-0042 freezer-2\nUV0123456789abcdef0123456789abcdef';

interface NewRolloutPasteProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onFreeze: (list: FrozenList) => void;
}

/** A list by names and SIDs from elsewhere; says which of them there are. */
export function NewRolloutPaste({ text, onText, onFreeze }: NewRolloutPasteProps) {
  const limits = useStuckAfter();
  const id = useId();
  const lock = useRef<HTMLButtonElement>(null);
  const later = useDeferredValue(text);
  const { entries, beyond } = useMemo(() => parsePasted(later), [later]);
  const found = useQuery({ ...fleetQueries.view({ q: '', sort: [], list: entries, start: 0, size: 0, limits }), enabled: entries.length > 0, placeholderData: keepPreviousData });
  const freeze = useMutation({
    mutationFn: () => fleet.sids({ q: '', sort: [], list: parsePasted(text).entries }, limits),
    networkMode: 'always',
    onSuccess: (sids) => {
      if (sids.length > 0) onFreeze({ sids, at: serverNow(), from: 'paste' });
    },
  });
  const use = (entry: string, name: string): void => handOn(() => onText(pastedText(withName(parsePasted(text).entries, entry, name))), () => lock.current);
  const data = entries.length === 0 ? undefined : found.data;
  const many = data?.total ?? 0;
  const error = found.error ?? freeze.error;
  const blocked = entries.length === 0 ? t`Paste some names or SIDs first.` : data === undefined ? t`They are still being looked up.` : many === 0 && !found.isPlaceholderData ? t`None of them was found.` : null;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-col gap-1.5">
        <label htmlFor={id} className="font-medium">
          {t`Names and SIDs`}
        </label>
        <textarea
          id={id}
          value={text}
          onChange={(event) => onText(event.target.value)}
          aria-describedby={`${id}hint`}
          rows={5}
          spellCheck={false}
          autoComplete="off"
          placeholder={EXAMPLE}
          className="min-h-24 w-full resize-y rounded-md border border-line-strong bg-surface px-3 py-2 font-mono text-sm text-ink placeholder:text-ink-3 max-sm:text-lg"
        />
        <p id={`${id}hint`} className="text-ink-2">
          {t`One per line or separated by commas, semicolons, tabs or spaces. Device links, tickets and exported rows work too. Use full names, not fragments.`}
        </p>
      </div>
      {data?.list && (
        <>
          <p className="text-ink-2">
            {foundWords(data.list, data.coverage)}.{beyond > 0 && <> {t`Only the first ${number(MOST_LISTED)} are taken: ${number(beyond)} left out.`}</>}
          </p>
          <UnknownEntries unknown={data.list.unknown} offer={{ near: data.list.near, onUse: use }} />
        </>
      )}
      <NotWhole>{t`More may be found.`}</NotWhole>
      {error !== null && <p role="alert" className="text-bad">{rich`They could not be looked up: ${clip(visible(error.message), 200)}`}</p>}
      <div>
        <Button ref={lock} blocked={blocked} busy={freeze.isPending} onClick={() => freeze.mutate()}>
          {many === 0 ? t`Freeze the list` : plural(many, 'Freeze this one', 'Freeze these #')}
        </Button>
      </div>
    </div>
  );
}
