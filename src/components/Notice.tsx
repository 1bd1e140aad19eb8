import { useEffect, useRef, type ReactNode } from 'react';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { announce } from '#ui/announce.ts';
import { cx } from '#ui/cx.ts';
import { useNow } from './now.ts';

interface NoticeProps {
  readonly tone: 'warn' | 'bad' | 'info';
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

const TONE = { warn: 'border-warn/30 bg-warn-tint', bad: 'border-bad/30 bg-bad-tint', info: 'border-line bg-bg' };

/**
 * A note inside a dialog. Screen readers announce `bad` notes at once, and the others once, through the live region of the page: a polite
 * region that is added together with its text is not announced, and one that contains a countdown would be announced every second.
 */
export function Notice({ tone, title, children, action }: NoticeProps) {
  const bad = tone === 'bad';
  const rest = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!bad) announce([title, rest.current?.innerText].filter(Boolean).join(' '));
  }, [bad, title]);
  return (
    <div role={bad ? 'alert' : 'note'} className={cx('flex flex-col items-start gap-1 rounded-md border px-3 py-2 text-sm wrap-anywhere', TONE[tone])}>
      <strong className="font-semibold">{title}</strong>
      {children !== undefined && (
        <span ref={rest} className="text-ink-2">
          {children}
        </span>
      )}
      {action}
    </div>
  );
}

interface WaitingProps {
  /** API clock. */
  readonly until: number;
  /** The way out, where there is no other. */
  readonly action?: ReactNode;
}

/** The API asked to slow down: when it is sent again. */
export function Waiting({ until, action }: WaitingProps) {
  const left = Math.max(1, Math.floor((until - useNow(1_000)) / 1_000));
  return (
    <Notice tone="warn" title={t`The API asks to slow down.`} action={action}>
      {rich`Nothing was done yet; it is sent again in ${left} s.`}
    </Notice>
  );
}
