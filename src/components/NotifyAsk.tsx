import { useRef } from 'react';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { handOn } from '#ui/focus.ts';
import { toast } from '#ui/toast.ts';
import { answerNotify, canNotify, notifyPreference } from './notify.ts';
import { usePreference } from './preference.ts';

/** Asks, once in this browser, whether it is to say when a run halts or ends; nothing once that was answered, or where it cannot. */
export function NotifyAsk({ className }: { readonly className?: string }) {
  const [answered] = usePreference(notifyPreference);
  const place = useRef<HTMLDivElement>(null);
  if (answered !== 'unasked' || !canNotify()) return null;
  const answer = (yes: boolean): void => {
    const around = place.current?.parentElement;
    let allowed: Promise<boolean> = Promise.resolve(false);
    // The buttons go with the answer: on with what is nearest.
    handOn(() => {
      allowed = answerNotify(yes);
    }, () => around?.querySelector<HTMLElement>('a[href], button'));
    void allowed.then((may) => {
      if (yes && !may) toast({ tone: 'info', title: t`The browser shows no notifications of this page`, description: t`Its settings for this address say so, and can be changed there.` });
    });
  };
  return (
    <div ref={place} role="group" aria-label={t`Notifications`} className={cx('flex flex-wrap items-center gap-x-3 gap-y-2 text-sm text-ink-2', className)}>
      <span className="min-w-0 flex-1 basis-56">{t`Tell you when it halts or ends, also while this tab is in the background?`}</span>
      <span className="inline-flex gap-2">
        <Button onClick={() => answer(true)}>{t`Notify me`}</Button>
        <Button variant="ghost" onClick={() => answer(false)}>
          {t`No`}
        </Button>
      </span>
    </div>
  );
}
