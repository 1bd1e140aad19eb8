import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { AlarmClock, Check, StickyNote, Undo2 } from 'lucide-react';
import { Suspense, useRef, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { useActions } from '#components/actions.ts';
import { COUNT_AGAIN } from '#components/now.ts';
import { useStuckAfter } from '#components/stuck-after.ts';
import { putAside, type TriageDeed } from '#components/triage-acts.ts';
import { TriageNote } from '#components/TriageNote.tsx';
import { TriageTrouble } from '#components/TriageTrouble.tsx';
import { triageQueries } from '#fleet/triage-face.ts';
import type { TriageAbout, TriageReading } from '#fleet/triage-view.ts';
import { useFleetStatus } from '#fleet/use-fleet.ts';
import { clip, visible } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { late } from '#ui/late.ts';
import { useShortcuts } from '#ui/shortcuts.ts';
import { isStillAt } from './device-stepping.ts';
import { NoteForm } from './DeviceNoteForm.tsx';
import { TRIAGE_KEYS } from './DeviceStates.tsx';
import { TriageState } from './DeviceTriageState.tsx';

const SnoozePanel = late(async () => (await import('#components/SnoozePanel.tsx')).SnoozePanel);

/** What people say of this device: acknowledged, snoozed, a note. None of it is sent to the API. */
export function DeviceTriage({ device, received }: TriageReading) {
  const client = useQueryClient();
  const { pathname } = useLocation();
  const limits = useStuckAfter();
  // It has this asked again whenever somebody says something, in whichever tab.
  useFleetStatus();
  const query = triageQueries.about({ device, received }, limits);
  const { data: about, error, refetch } = useQuery({ ...query, refetchInterval: COUNT_AGAIN, placeholderData: keepPreviousData });
  const [open, setOpen] = useState<'snooze' | 'note' | null>(null);
  const snooze = useRef<HTMLButtonElement>(null);
  const noteButton = useRef<HTMLButtonElement>(null);

  /** As it is by now: whoever is quick presses a key before this part knows. Not for somebody who has stepped on to another device. */
  const act = async (deed: (now: TriageAbout) => TriageDeed | null): Promise<void> => {
    if (!(await isStillAt(pathname))) return;
    const now = await client.fetchQuery(query).catch(() => null);
    const chosen = now && deed(now);
    if (now && chosen) await putAside({ of: { device, received }, deed: chosen, as: chosen === 'back' ? null : now.kind, limits });
  };
  const acknowledge = (): void => void act(({ kind, aside }) => (kind === null ? null : aside === 'acked' ? 'back' : 'ack'));
  const closeNote = (): void => {
    setOpen(null);
    noteButton.current?.focus();
  };
  useShortcuts(
    {
      a: { does: TRIAGE_KEYS.a, act: acknowledge },
      s: { does: TRIAGE_KEYS.s, act: () => about?.kind !== null && setOpen('snooze') },
      n: { does: TRIAGE_KEYS.n, act: () => setOpen('note') },
    },
    t`Triage`,
  );
  const blocked = about?.kind === null ? t`Nothing is the matter with it` : null;
  const acked = about?.aside === 'acked';
  useActions(t`This device`, [
    { name: acked ? t`Put back into the queue` : t`Acknowledge`, key: 'a', blocked, act: acknowledge },
    { name: t`Snooze`, key: 's', blocked, act: () => setOpen('snooze') },
    { name: t`Write a note`, key: 'n', act: () => setOpen('note') },
  ]);

  if (about === undefined) {
    return (
      <section aria-label={t`Triage`} className={CARD}>
        {error === null ? (
          <span className="skeleton h-3 w-48" />
        ) : (
          <>
            <p className="min-w-0 flex-1 text-sm text-ink-2">{t`Acknowledgements and notes cannot be read: ${clip(visible(error.message), 200)}`}</p>
            <Button onClick={() => void refetch()}>{t`Try again`}</Button>
          </>
        )}
      </section>
    );
  }
  const { kind, aside, entry } = about;
  const note = entry?.note?.value ?? null;
  return (
    <section aria-label={t`Triage`} className={CARD}>
      <TriageState about={about} target={device.app?.target_sid ?? null} />
      <div className="flex gap-2 max-sm:flex-wrap max-sm:w-full max-sm:gap-1.5 max-sm:*:flex-1 max-sm:*:px-1 max-sm:[&_svg]:hidden">
        <Button icon={acked ? <Undo2 aria-hidden size={15} /> : <Check aria-hidden size={15} />} blocked={blocked} tip={acked ? t`Put it back into the queue` : t`It leaves the queue until something else is the matter with it`} aria-keyshortcuts="a" onClick={acknowledge}>
          {acked ? t`Take back` : t`Acknowledge`}
        </Button>
        <Button ref={snooze} icon={<AlarmClock aria-hidden size={15} />} blocked={blocked} tip={t`It leaves the queue until a time`} aria-keyshortcuts="s" aria-haspopup="dialog" aria-expanded={open === 'snooze'} onClick={() => setOpen('snooze')}>
          {t`Snooze`}
        </Button>
        <Button ref={noteButton} icon={<StickyNote aria-hidden size={15} />} tip={t`Write a note`} aria-keyshortcuts="n" aria-expanded={open === 'note'} onClick={() => setOpen(open === 'note' ? null : 'note')}>
          {note === null ? t`Note` : t`Edit note`}
        </Button>
      </div>
      {open === 'note' ? (
        <NoteForm sid={device.sid} note={note ?? ''} onClose={closeNote} />
      ) : (
        note !== null && (
          <div role="note" aria-label={t`Note`} className="basis-full border-t border-line pt-2">
            <TriageNote text={note} />
          </div>
        )
      )}
      {/* What is said here looks kept, whether or not it is. */}
      <div className="basis-full empty:hidden">{entry !== null && <TriageTrouble />}</div>
      {open === 'snooze' && kind !== null && (
        <Suspense fallback={null}>
          <SnoozePanel
            anchor={snooze}
            subject={t`It comes back then, or when something else becomes the matter.`}
            onPick={(until) => {
              setOpen(null);
              void act(({ kind: now }) => (now === null ? null : { until }));
            }}
            onEnd={
              aside === 'snoozed'
                ? () => {
                    setOpen(null);
                    void act(() => 'back');
                  }
                : null
            }
            onClose={() => setOpen(null)}
          />
        </Suspense>
      )}
    </section>
  );
}

const CARD = 'flex min-h-12 min-w-0 flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line bg-surface px-4 py-2';
