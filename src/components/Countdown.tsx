import { TimerOff } from 'lucide-react';
import { useEffect, useEffectEvent, useState, type RefObject } from 'react';
import { duration } from '#lib/time.ts';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { countDown, WAIT_SECONDS, type Wait, type WaitClock } from './count-down.ts';

/** So near its end it is said once more. */
const SOON = 3;

const CLOCK: WaitClock = {
  now: () => ({ steady: performance.now(), wall: Date.now() }),
  every: (ms, act) => {
    const timer = setInterval(act, ms);
    return () => clearInterval(timer);
  },
};

interface CountdownProps {
  /** What will happen, as a sentence's beginning: `Restart 12 devices`. */
  readonly what: string;
  /** The wait is over, and nobody has changed their mind: called once. */
  readonly onEnd: () => void;
  /** Gets the focus as it begins: what ends it. */
  readonly focus?: RefObject<HTMLElement | null> | undefined;
}

type Stopped = Extract<Wait, { readonly kind: 'late' }> | { readonly kind: 'left' };

/**
 * A wait in which one can still change one's mind: leaving it, whichever way, is not doing it. Where its end was slept
 * through, or its page was left, nothing comes of it either, and it asks again.
 */
export function Countdown({ what, onEnd, focus }: CountdownProps) {
  const [stopped, setStopped] = useState<Stopped | null>(null);
  if (stopped === null) return <Running what={what} onEnd={onEnd} focus={focus} onStop={setStopped} />;
  return (
    <div role="alert" className="flex flex-col items-start gap-1 rounded-md border border-warn/30 bg-warn-tint px-3 py-2 text-sm">
      <strong className="inline-flex items-center gap-1.5 font-semibold">
        <TimerOff aria-hidden size={15} className="text-warn" />
        {t`Nothing was sent.`}
      </strong>
      <span className="text-ink-2">
        {stopped.kind === 'late' ? t`This page stood still, as with a computer that sleeps, until ${duration(stopped.by)} after the wait was over.` : t`This page was left before the wait was over.`}
      </span>
      <Button className="mt-1" onClick={() => setStopped(null)}>
        {rich`Wait ${WAIT_SECONDS} s again`}
      </Button>
    </div>
  );
}

interface RunningProps extends CountdownProps {
  readonly onStop: (why: Stopped) => void;
}

function Running({ what, onEnd, focus, onStop }: RunningProps) {
  const [left, setLeft] = useState(WAIT_SECONDS);
  const stopped = useEffectEvent(onStop);
  const end = useEffectEvent(onEnd);
  const toFocus = useEffectEvent(() => focus?.current?.focus());
  useEffect(() => {
    const page = window.location.pathname;
    const stop = countDown(CLOCK, (wait) => {
      setLeft(wait.kind === 'waiting' ? wait.left : 0);
      if (wait.kind === 'late') stopped(wait);
      if (wait.kind !== 'due') return;
      // The page that is being left is on show until the code of the next one has come.
      if (window.location.pathname === page) end();
      else stopped({ kind: 'left' });
    });
    // A page that the browser sets aside goes on where it was when it is fetched back.
    const leave = (): void => {
      stop();
      stopped({ kind: 'left' });
    };
    window.addEventListener('pagehide', leave);
    toFocus();
    return () => {
      stop();
      window.removeEventListener('pagehide', leave);
    };
  }, []);
  return (
    <div className="rounded-md border border-warn/30 bg-warn-tint px-3 py-2 text-sm">
      <p role="timer">
        {rich`${what} in ${<strong className="tabular-nums">{left} s</strong>}. Until then nothing is sent, and Cancel ends it.`}
      </p>
      {/* Said twice, and not with each second. Empty at first: what a region comes with is not read out. */}
      <p role="status" className="sr-only">
        {left === WAIT_SECONDS ? '' : left > SOON ? t`${what} in a few seconds. Cancel, and nothing is sent.` : t`${SOON} seconds left.`}
      </p>
    </div>
  );
}
