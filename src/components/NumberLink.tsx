import { Link } from 'react-router-dom';
import { number } from '#texts/t.ts';
import { cx } from '#ui/cx.ts';
import { paths } from '../paths.ts';

interface NumberLinkProps {
  readonly of: { readonly term: string; readonly count: number };
  /** What is counted, for whoever hears it without the table around it: `stuck on the way to fw-1.3`. */
  readonly what: string;
  readonly tone?: string | false | undefined;
}

/** A number that leads to exactly its rows; nothing leads nowhere. */
export function NumberLink({ of: { term, count }, what, tone }: NumberLinkProps) {
  if (count === 0) return <span className="px-1 text-ink-3">{number(0)}</span>;
  return (
    <Link to={paths.devices({ q: term })} aria-label={`${number(count)} ${what}`} className={cx('rounded px-1 hover:underline pointer-coarse:px-2 pointer-coarse:py-2', tone || 'text-ink')}>
      {number(count)}
    </Link>
  );
}
