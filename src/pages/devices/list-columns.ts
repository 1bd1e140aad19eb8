import { useEffect, useEffectEvent, useMemo } from 'react';
import { density } from '#components/choices.ts';
import { usePreference } from '#components/preference.ts';
import { COLUMN_IDS, columnsPreference, columnsText, parseColumns, type ColumnId } from './list-preferences.ts';
import type { ListControl } from './list-view.ts';

/** The columns on show: the link's, else those chosen last. Unless they are the usual ones the address names them: whoever it is sent to sees the same. */
export function useColumns({ view, replace }: ListControl): readonly [readonly ColumnId[], (ids: readonly ColumnId[]) => void] {
  const [chosen, choose] = usePreference(columnsPreference);
  const columns = useMemo(() => parseColumns(view.columns) ?? parseColumns(chosen) ?? COLUMN_IDS, [view.columns, chosen]);
  const named = view.columns === null ? columnsText(columns) : null;
  const name = useEffectEvent((text: string) => replace({ columns: text }));
  useEffect(() => {
    if (named !== null) name(named);
  }, [named]);
  const change = (ids: readonly ColumnId[]): void => {
    choose(['name', ...ids].join(','));
    replace({ columns: columnsText(ids) });
  };
  return [columns, change];
}

/** Height of a row in px: two lines on a phone, by the chosen density elsewhere. */
export function useRowHeight(phone: boolean): number {
  const [chosen] = usePreference(density);
  if (phone) return chosen === 'compact' ? 48 : 60;
  return chosen === 'compact' ? 32 : 42;
}
