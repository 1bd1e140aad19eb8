import { GitCompareArrows } from 'lucide-react';
import { Link } from 'react-router-dom';
import { MOST_LISTED } from '#fleet/view.ts';
import { number, t } from '#texts/t.ts';
import { Button, BUTTON } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { paths } from '../../paths.ts';

interface CompareLinkProps {
  readonly sids: readonly string[];
  /** By its icon alone. */
  readonly short?: boolean;
  readonly className?: string;
}

/** To what the selected devices hold under one key. */
export function CompareLink({ sids, short = false, className }: CompareLinkProps) {
  const words = t`Compare a Config…`;
  const icon = (
    <span className="inline-flex w-4 justify-center">
      <GitCompareArrows aria-hidden size={15} />
    </span>
  );
  if (sids.length > MOST_LISTED) {
    return (
      <Button square={short} aria-label={words} icon={icon} className={className} blocked={t`A comparison takes one call for each device; select ${number(MOST_LISTED)} at the most.`}>
        {!short && words}
      </Button>
    );
  }
  return (
    <Link to={paths.compareConfig('', sids)} aria-label={words} data-tip={short ? words : undefined} className={cx(BUTTON.base, short ? BUTTON.square : BUTTON.wide, BUTTON.secondary, className)}>
      {icon}
      {!short && words}
    </Link>
  );
}
