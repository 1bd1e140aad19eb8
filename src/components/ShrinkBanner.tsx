import { TriangleAlert } from 'lucide-react';
import type { FleetStatus } from '#fleet/view.ts';
import { count, t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { focusHeading } from '#ui/focus.ts';

interface ShrinkBannerProps {
  readonly shrunk: NonNullable<FleetStatus['shrunk']>;
  /** True: the smaller fleet is the fleet now. False: the one on show is kept. */
  readonly onAnswer: (take: boolean) => void;
}

/** A complete reading found much less than the one before: it is not believed until somebody says so. */
export function ShrinkBanner({ shrunk, onAnswer }: ShrinkBannerProps) {
  const { from, to } = shrunk;
  const answer = (take: boolean): void => {
    // The banner goes, and its buttons with it.
    focusHeading();
    onAnswer(take);
  };
  return (
    <div role="group" aria-label={t`The fleet shrank`} className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-warn/30 bg-warn-tint px-4 py-2 text-sm text-ink">
      <TriangleAlert aria-hidden size={16} className="text-warn" />
      <strong role="alert" className="font-semibold">
        {to === 0 ? t`The API now lists no devices; it was ${count(from, 'device')} before.` : t`The API now lists ${count(to, 'device')}; it was ${count(from, 'device')} before.`}
      </strong>
      <span className="text-ink-2">
        {to === 0
          ? t`All of them gone may be another account’s credentials, or a fault of the API. The old picture stays until you decide.`
          : t`More than half of them gone may be another account’s credentials, or a fault of the API. The old picture stays until you decide.`}
      </span>
      <span className="flex-1" />
      <Button onClick={() => answer(false)}>{t`Keep the old picture`}</Button>
      <Button onClick={() => answer(true)}>{t`Take what is listed now`}</Button>
    </div>
  );
}
