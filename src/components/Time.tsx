import { absolute, parseDate, relative, utc } from '#lib/time.ts';
import { visible } from '#lib/text.ts';
import { cx } from '#ui/cx.ts';
import { useNowText } from './now.ts';

interface TimeProps {
  /** A date as the API wrote it; null when it gave none. */
  readonly date: string | null;
  readonly className?: string;
  /** Reachable with Tab, for the absolute time on focus. Off in tables, where the cell takes the focus. */
  readonly focusable?: boolean;
}

/**
 * A date in relative words; on hover and focus in local time and UTC (TipHost words it when it is asked for: for each
 * date of a table at its drawing that is a tenth of the first list). What is not a date is shown as it came.
 */
export function Time({ date, className, focusable = false }: TimeProps) {
  const at = parseDate(date);
  const text = useNowText((now) => (at === null ? '' : relative(at, now)));
  if (date === null || date === '') return <span className={cx('text-ink-3', className)}>–</span>;
  if (at === null) return <span className={className}>{visible(date)}</span>;
  const full = utc(at);
  return (
    <time
      dateTime={date}
      className={cx('whitespace-nowrap', focusable && 'rounded-sm underline decoration-line-strong decoration-dotted underline-offset-4', className)}
      data-tip={full}
      aria-description={focusable ? absolute(at) : full}
      // A date is read, not operated: it takes the focus only so that its full form can be had without a mouse.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={focusable ? 0 : undefined}
    >
      {text}
    </time>
  );
}
