import { Waves } from 'lucide-react';
import { Link } from 'react-router-dom';
import { t } from '#texts/t.ts';
import { BUTTON } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { paths } from '../../paths.ts';

/** To a rollout of what is selected, in waves. Nothing is sent by going there. */
export function RollOutLink({ className }: { readonly className?: string }) {
  return (
    <Link to={paths.newRollout} className={cx(BUTTON.base, BUTTON.wide, BUTTON.secondary, className)}>
      <span className="inline-flex w-4 justify-center">
        <Waves aria-hidden size={15} />
      </span>
      {t`Roll out…`}
    </Link>
  );
}
