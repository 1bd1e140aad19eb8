import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { cx } from '#ui/cx.ts';
import { keyLabel } from './keyed-limits.ts';
import { Time } from './Time.tsx';
import type { KeyedControl } from './use-keyed-view.ts';

interface KeyedRowProps {
  readonly name: string;
  readonly date: string | null;
  readonly control: KeyedControl;
  readonly onOpen: (key: string) => void;
  /** Where there is no room for columns: below the key. */
  readonly below?: ReactNode;
  /** The cells between key and date. */
  readonly cells?: ReactNode;
  /** Beside the date. */
  readonly note?: ReactNode;
  readonly actions: ReactNode;
  /** As the column's. */
  readonly actionsClass: string;
}

/** One key in a `KeyedList`. Its name opens it: in a page a link, so that it can be sent to somebody. */
export function KeyedRow({ name, date, control, onOpen, below, cells, note, actions, actionsClass }: KeyedRowProps) {
  const label = <bdi className="font-mono text-sm font-medium">{keyLabel(name)}</bdi>;
  const look = 'block max-w-full truncate rounded text-left hover:underline';
  return (
    <tr className="h-11 hover:bg-hover">
      <th scope="row" className="px-4 py-1.5 text-left font-normal">
        {control.to === null ? (
          <button type="button" data-key={name} aria-haspopup="dialog" className={look} onClick={() => onOpen(name)}>
            {label}
          </button>
        ) : (
          <Link to={control.to({ open: name })} data-key={name} className={cx(look, 'text-ink')}>
            {label}
          </Link>
        )}
        {below}
      </th>
      {cells}
      <td className="px-2 py-1.5">
        <span className="flex flex-wrap items-center gap-x-3">
          <Time date={date} className="whitespace-normal! text-ink-2" />
          {note}
        </span>
      </td>
      <td className={cx('pr-3', actionsClass)}>
        <span className="flex items-center justify-end">{actions}</span>
      </td>
    </tr>
  );
}
