import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { serverNow } from '#api/clock.ts';
import { APPS_UNREAD, remarked, isComplete } from '#components/coverage-words.ts';
import { deviceLabel } from '#components/DeviceName.tsx';
import { NotWhole } from '#components/NotWhole.tsx';
import { useStuckAfter } from '#components/stuck-after.ts';
import { fleet, fleetQueries } from '#fleet/fleet.ts';
import { asksFor, parseQuery } from '#fleet/query.ts';
import { clip, visible } from '#lib/text.ts';
import { rich } from '#texts/rich.ts';
import { number, plural, t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { TextInput } from '#ui/Field.tsx';
import { CheckedField } from './CheckedField.tsx';
import type { FrozenList } from './wizard-list.ts';

const NAMED = 5;

interface NewRolloutSearchProps {
  readonly q: string;
  readonly onQ: (q: string) => void;
  readonly onFreeze: (list: FrozenList) => void;
}

/** A list by the search language of the list of devices, resolved to sids at the moment it is frozen. */
export function NewRolloutSearch({ q, onQ, onFreeze }: NewRolloutSearchProps) {
  const limits = useStuckAfter();
  const later = useDeferredValue(q);
  const found = useQuery({ ...fleetQueries.view({ q: later, sort: [], list: null, start: 0, size: NAMED, limits }), placeholderData: keepPreviousData });
  // A search that is not understood in full may find other devices than were meant.
  const problem = parseQuery(q).problems[0]?.message ?? null;
  const freeze = useMutation({
    mutationFn: () => fleet.sids({ q, sort: [], list: null }, limits),
    networkMode: 'always',
    onSuccess: (sids) => {
      if (sids.length > 0) onFreeze({ sids, at: serverNow(), from: 'search', q });
    },
  });
  const total = found.data?.total ?? 0;
  const stale = found.isPlaceholderData || q !== later;
  const blocked = problem !== null ? t`Correct the search first: part of it is not understood.` : found.error !== null ? t`The fleet cannot be searched.` : found.data === undefined ? t`The fleet is still being looked through.` : total === 0 && !stale ? (found.data.unchecked ? `${APPS_UNREAD}.` : t`No device matches.`) : null;
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (blocked === null && !freeze.isPending) freeze.mutate();
      }}
    >
      <CheckedField label={t`Search`} hint={t`As in the list of devices: words of a name, SID or App, and fields such as app: runs: status: is:drifting. Empty for all.`} problem={problem}>
        <TextInput value={q} onValueChange={onQ} maxLength={1000} placeholder={t`runs:fw-1.2 name:berlin`} autoCapitalize="none" />
      </CheckedField>
      {found.error !== null && <p role="alert" className="text-bad">{rich`The fleet cannot be searched here: ${clip(visible(found.error.message), 200)}`}</p>}
      {found.data !== undefined && problem === null && !(found.data.unchecked && total === 0) && (
        <p className="text-ink-2 wrap-anywhere">
          {remarked(isComplete(found.data.coverage) ? plural(total, '# matches', '# match') : plural(total, '# matches so far', '# match so far'), found.data.coverage)}
          {total > 0 && ': '}
          {found.data.rows.map(({ device }, index) => (
            <span key={device.sid}>
              {index > 0 && ', '}
              <bdi className="text-ink">{clip(deviceLabel(device), 60)}</bdi>
            </span>
          ))}
          {total > found.data.rows.length && <> {t`and ${number(total - found.data.rows.length)} more`}</>}
        </p>
      )}
      {freeze.error !== null && <p role="alert" className="text-bad">{rich`The devices could not be looked up: ${clip(visible(freeze.error.message), 200)}`}</p>}
      <div>
        <Button type="submit" blocked={blocked} busy={freeze.isPending}>
          {freezeWords(q, total)}
        </Button>
      </div>
      {/* Below what is pressed: it goes once the fleet is read, and a button that moves is missed. */}
      <NotWhole>{t`What is read later is not in the list.`}</NotWhole>
    </form>
  );
}

function freezeWords(q: string, total: number): string {
  if (total === 0) return t`Freeze the list`;
  const many = number(total);
  if (!asksFor(parseQuery(q))) return t`Freeze all ${many}`;
  return total === 1 ? t`Freeze the one that matches` : t`Freeze the ${many} that match`;
}
