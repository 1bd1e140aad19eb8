import { RefreshCw } from 'lucide-react';
import { asOf, utc } from '#lib/time.ts';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { useShortcuts } from '#ui/shortcuts.ts';
import { cx } from '#ui/cx.ts';
import { THIS_PAGE, useActions } from './actions.ts';
import { useNowText } from './now.ts';

interface AsOfProps {
  /** When what is on show was read, by the API's clock; undefined before the first answer. */
  readonly at: number | undefined;
  readonly fetching: boolean;
  readonly onRefresh: () => void;
}

/** When something was read; with its date once that is no longer today's news. */
export function ReadAt({ at }: { readonly at: number }) {
  return <>{useNowText((now) => asOf(at, now))}</>;
}

/** As of when the page is true, and the way to have it read anew (`r`). */
export function AsOf({ at, fetching, onRefresh }: AsOfProps) {
  useShortcuts({ r: { does: t`Refresh`, act: onRefresh } });
  useActions(THIS_PAGE, [{ name: t`Refresh`, key: 'r', act: onRefresh }]);
  return (
    <span className="inline-flex items-center gap-2 text-sm text-ink-2">
      <Button
        aria-label={t`Refresh`}
        aria-keyshortcuts="r"
        tip={t`Refresh`}
        square
        onClick={onRefresh}
        icon={<RefreshCw aria-hidden size={15} className={cx(fetching && 'animate-spin')} />}
      />
      {at !== undefined && (
        <span className="whitespace-nowrap" data-tip={t`Read at ${utc(at)}, by the API’s clock`}>
          {rich`as of ${<ReadAt at={at} />}`}
        </span>
      )}
    </span>
  );
}
