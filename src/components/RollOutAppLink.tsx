import { Waves } from 'lucide-react';
import { Link } from 'react-router-dom';
import { t } from '#texts/t.ts';
import { BUTTON } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { paths } from '../paths.ts';

interface RollOutAppLinkProps {
  readonly sid: string;
  /** What the App is called. */
  readonly label: string;
  /** An icon alone, in a row of a list. */
  readonly compact?: boolean;
}

/** The address of a new rollout of this App. */
export function rollOutApp(sid: string): string {
  return `${paths.newRollout}?${new URLSearchParams({ app: sid })}`;
}

/** To a rollout of this App; to which devices is decided there. Nothing is sent by going there. */
export function RollOutAppLink({ sid, label, compact = false }: RollOutAppLinkProps) {
  const to = rollOutApp(sid);
  const words = t`Deploy ${label} to…`;
  if (compact) {
    return (
      <Link to={to} aria-label={words} data-tip={words} className={cx(BUTTON.base, BUTTON.square, BUTTON.ghost, 'hover:bg-hover')}>
        <Waves aria-hidden size={15} />
      </Link>
    );
  }
  return (
    <Link to={to} className={cx(BUTTON.base, BUTTON.wide, BUTTON.primary)}>
      <Waves aria-hidden size={15} />
      {t`Deploy this App to…`}
    </Link>
  );
}
