import { AlarmClock, CheckCheck } from 'lucide-react';
import { Suspense, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { useStuckAfter } from '#components/stuck-after.ts';
import type { TriageDeed } from '#components/triage-acts.ts';
import { useTriageMany } from '#components/use-triage-many.ts';
import { fleet } from '#fleet/fleet.ts';
import type { QueueGroup } from '#fleet/view.ts';
import { errorWords } from '#lib/text.ts';
import { count as counted, t } from '#texts/t.ts';
import { IconButton } from '#ui/Button.tsx';
import { focusHeading } from '#ui/focus.ts';
import { late } from '#ui/late.ts';
import { toast } from '#ui/toast.ts';
import { OLDEST_FIRST } from './home-links.ts';

const SnoozePanel = late(async () => (await import('#components/SnoozePanel.tsx')).SnoozePanel);
const TriageMany = late(async () => (await import('#components/TriageMany.tsx')).TriageMany);

type QueueTriageProps = Pick<QueueGroup, 'kind' | 'term' | 'count'>;

/** What has been put aside goes, and the button with it that was pressed: on with the heading of the page. */
function useHandOn(buttons: readonly RefObject<HTMLElement | null>[]): void {
  const [own] = useState(buttons);
  useLayoutEffect(
    () => () => {
      const { activeElement } = document;
      if (activeElement !== document.body && own.some(({ current }) => current === activeElement)) queueMicrotask(focusHeading);
    },
    [own],
  );
}

/** Puts all of a part of the queue aside: exactly the devices that are in it as the button is pressed. */
export function QueueTriage({ kind, term, count }: QueueTriageProps) {
  const limits = useStuckAfter();
  const many = useTriageMany(kind);
  const [busy, setBusy] = useState<'ack' | 'snooze' | null>(null);
  const [snoozing, setSnoozing] = useState(false);
  const ack = useRef<HTMLButtonElement>(null);
  const snooze = useRef<HTMLButtonElement>(null);
  const devices = counted(count, 'device');
  const run = async (deed: Exclude<TriageDeed, 'back'>): Promise<void> => {
    setSnoozing(false);
    setBusy(deed === 'ack' ? 'ack' : 'snooze');
    try {
      await many.start(await fleet.sids({ q: term, sort: [{ field: OLDEST_FIRST[kind], down: false }], list: null }, limits), deed);
    } catch (error) {
      toast({ tone: 'bad', title: t`The devices could not be looked up`, description: errorWords(error) });
    } finally {
      setBusy(null);
    }
  };
  useHandOn([ack, snooze]);
  return (
    <>
      <IconButton ref={ack} label={t`Acknowledge ${devices}`} busy={busy === 'ack'} onClick={() => void run('ack')}>
        <CheckCheck aria-hidden size={15} />
      </IconButton>
      <IconButton ref={snooze} label={t`Snooze ${devices}`} busy={busy === 'snooze'} aria-haspopup="dialog" aria-expanded={snoozing} onClick={() => setSnoozing(true)}>
        <AlarmClock aria-hidden size={15} />
      </IconButton>
      <Suspense fallback={null}>
        {snoozing && <SnoozePanel anchor={snooze} subject={devices} onPick={(until) => void run({ until })} onEnd={null} onClose={() => setSnoozing(false)} />}
        {many.asked !== null && <TriageMany {...many.asked} as={kind} returnTo={many.asked.deed === 'ack' ? ack : snooze} onClose={many.close} />}
      </Suspense>
    </>
  );
}
