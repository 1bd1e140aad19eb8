import { useEffect, useEffectEvent, useState } from 'react';

const SECONDS = 8;

interface CountdownProps {
  /** What will happen, as a sentence's end: `Restart 12 devices`. */
  readonly what: string;
  readonly onEnd: () => void;
}

/** A wait in which one can still change one's mind: leaving it is not doing it. */
export function Countdown({ what, onEnd }: CountdownProps) {
  const [left, setLeft] = useState(SECONDS);
  const end = useEffectEvent(onEnd);
  useEffect(() => {
    const until = performance.now() + SECONDS * 1_000;
    const timer = setInterval(() => {
      const now = Math.ceil((until - performance.now()) / 1_000);
      if (now > 0) {
        setLeft(now);
        return;
      }
      clearInterval(timer);
      setLeft(0);
      end();
    }, 200);
    return () => clearInterval(timer);
  }, []);
  return (
    <p role="timer" className="rounded-md border border-warn/30 bg-warn-tint px-3 py-2 text-sm">
      {what} in <strong className="tabular-nums">{left} s</strong>. Until then nothing is sent, and Cancel ends it.
    </p>
  );
}
