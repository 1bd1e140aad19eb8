import { useEffect, useEffectEvent, useState } from 'react';
import { t } from '#texts/t.ts';
import { announce } from '#ui/announce.ts';
import { Button } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { focusHeading } from '#ui/focus.ts';
import { setUpgrade, useUpgrade } from './upgrade.ts';

/** How often it is looked whether something in this tab must not be interrupted. */
const LOOK_MS = 1_000;

/**
 * In the strip above every page: that the console was upgraded. It takes nothing away: focus, what is typed and runs that this
 * tab drives stay until somebody loads the page anew. Where code was needed that is gone, it says so where nobody overlooks it.
 * Part of the first script: what would be loaded now is gone as well.
 */
export function UpgradeNotice() {
  const upgrade = useUpgrade();
  return upgrade === 'none' ? null : <Notice key={upgrade} needed={upgrade === 'needed'} />;
}

function Notice({ needed }: { readonly needed: boolean }) {
  const busy = useBusy();
  useEffect(() => {
    if (!needed) announce(t`A newer version of the console is ready.`);
  }, [needed]);
  return (
    <span role={needed ? 'alert' : undefined} className={cx('flex flex-wrap items-center gap-x-3 gap-y-1 text-ink', needed ? 'fixed inset-x-4 bottom-4 z-50 mx-auto w-fit rounded-lg border border-line-strong bg-raised p-3 text-sm shadow-lg' : 'ml-auto')}>
      {needed ? t`The console was upgraded. What you asked for is part of the newer version: load the page again to have it. What you typed stays here until then.` : t`A newer version of the console is ready.`}
      {busy && <span className="text-ink-2">{t`It waits for the run that this tab drives.`}</span>}
      <span className="flex gap-2">
        <Button
          blocked={busy ? t`This tab drives a run, which would be paused. Pause it yourself, or wait for its end.` : null}
          onClick={() => location.reload()}
          className={needed ? '' : 'h-6 px-2 text-xs pointer-coarse:h-8'}
        >
          {t`Reload`}
        </Button>
        {needed && <Button variant="ghost" onClick={later}>{t`Not now`}</Button>}
      </span>
    </span>
  );
}

function later(): void {
  // The button goes.
  focusHeading();
  setUpgrade('ready');
}

/** `leavingInterrupts`, as it is now. */
function useBusy(): boolean {
  const [busy, setBusy] = useState(leavingInterrupts);
  useEffect(() => {
    const timer = setInterval(() => setBusy(leavingInterrupts()), LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  return busy;
}

/** True while something in this tab would be interrupted by leaving the page: whatever objects to that is asked. */
export function leavingInterrupts(): boolean {
  return !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
}

/** Drawn in place of a part whose code is gone: says so, and what would have been opened is closed again. */
export function GonePart({ onClose }: { readonly onClose?: () => void }) {
  const say = useEffectEvent(() => {
    setUpgrade('needed');
    onClose?.();
  });
  useEffect(() => say(), []);
  return null;
}
