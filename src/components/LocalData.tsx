import { useEffect, useRef, useState } from 'react';
import { fleet } from '#fleet/fleet.ts';
import { useFleetStatus } from '#fleet/use-fleet.ts';
import { clip, visible } from '#lib/text.ts';
import { count, t } from '#texts/t.ts';
import { duration } from '#lib/time.ts';
import { Button } from '#ui/Button.tsx';
import { handOn } from '#ui/focus.ts';
import { toast } from '#ui/toast.ts';
import { forgetVisits } from './last-visit.ts';
import { useNow } from './now.ts';
import { forgetRecent } from './palette-recent.ts';

/** What this browser keeps of the fleet, how old it is, and the way to be rid of it. */
export function LocalData() {
  const { coverage, notKept } = useFleetStatus();
  // What is kept is known once it runs: on a page that reads no device nothing else starts it.
  useEffect(() => fleet.start(), []);
  const now = useNow();
  const [asking, ask] = useState(false);
  const [busy, setBusy] = useState(false);
  const part = useRef<HTMLDivElement>(null);
  const turn = (asked: boolean): void => {
    // Each button makes way for others: on with the last of them, which deletes nothing. Whoever is elsewhere by now stays there.
    if (part.current?.contains(document.activeElement)) handOn(() => ask(asked), () => part.current?.querySelector<HTMLElement>('button:last-of-type'));
    else ask(asked);
  };
  const forget = async (): Promise<void> => {
    setBusy(true);
    try {
      await fleet.forget();
      forgetVisits();
      forgetRecent();
      toast({ tone: 'ok', title: t`Forgotten. The fleet is read anew.` });
    } catch {
      toast({ tone: 'bad', title: t`The local data could not be deleted.` });
    } finally {
      setBusy(false);
      turn(false);
    }
  };
  return (
    <div ref={part} role="group" aria-label={t`Local data`} className="flex flex-col items-start gap-2">
      <h3 className="text-sm font-semibold">{t`Kept in this browser`}</h3>
      <p className="text-sm text-ink-2">
        {notKept === null
          ? coverage.completeAt === null
            ? t`The picture of ${count(coverage.held, 'device')}, kept once all of them are read; the changes that were observed; what was acknowledged, snoozed and noted; the counts of the last visit; where the palette led last.`
            : t`The picture of ${count(coverage.held, 'device')}, read ${duration(now - coverage.completeAt)} ago; the changes that were observed; what was acknowledged, snoozed and noted; the counts of the last visit; where the palette led last.`
          : t`Nothing beyond this page: ${clip(visible(notKept), 200)}`}
      </p>
      {asking ? (
        <div role="group" aria-label={t`Forget local data`} className="flex flex-wrap items-center gap-2 text-sm">
          <span>{t`The observed changes cannot be read again, and what was acknowledged, snoozed and noted is gone, too: export it first. Choices, saved views, meanings of error codes and rollouts stay.`}</span>
          <Button variant="danger" busy={busy} onClick={() => void forget()}>
            {t`Forget it`}
          </Button>
          <Button onClick={() => turn(false)}>{t`Keep it`}</Button>
        </div>
      ) : (
        <Button onClick={() => turn(true)}>{t`Forget local data`}</Button>
      )}
    </div>
  );
}
