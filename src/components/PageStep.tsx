import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { Button, BUTTON } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';

interface PageStepProps {
  readonly name: string;
  /** The key that does the same, where there is one. */
  readonly keys?: string;
  /** Where it leads; null where pages have no address. */
  readonly to: string | null;
  /** Where there is no address. */
  readonly onTurn: () => void;
  /** Why there is nowhere to go; null where there is. */
  readonly blocked: string | null;
  readonly children: ReactNode;
}

/** To the page before or after this one: a link wherever there is something to link to. */
export function PageStep({ name, keys, to, onTurn, blocked, children }: PageStepProps) {
  if (to === null || blocked !== null) {
    return (
      <Button square aria-label={name} blocked={blocked} onClick={onTurn}>
        {children}
      </Button>
    );
  }
  return (
    <Link to={to} aria-label={name} aria-keyshortcuts={keys} data-tip={keys === undefined ? name : `${name} (${keys})`} className={cx(BUTTON.base, BUTTON.square, BUTTON.secondary)}>
      {children}
    </Link>
  );
}
