import { Link } from 'react-router-dom';
import { cx } from '#ui/cx.ts';
import { listOf } from './home-links.ts';

interface NumberLinkProps {
  readonly of: { readonly term: string; readonly count: number };
  /** What is counted, for a screen reader: `stuck on their way to fw-1.3`. */
  readonly tone?: string | false | undefined;
}

/** A number that leads to exactly its rows; nothing leads nowhere. */
export function NumberLink({ of: { term, count }, tone }: NumberLinkProps) {
  if (count === 0) return <span className="text-ink-3">0</span>;
  return (
    <Link to={listOf(term)} className={cx('rounded px-1 hover:underline', tone || 'text-ink')}>
      {count.toLocaleString('en')}
    </Link>
  );
}
