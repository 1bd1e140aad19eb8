import { serverNow } from '#api/clock.ts';
import type { AttentionClass, StuckAfter } from '#fleet/health.ts';
import { triage } from '#fleet/triage-face.ts';
import type { TriageDone, TriageOf } from '#fleet/triage-view.ts';
import { errorWords } from '#lib/text.ts';
import { coming } from '#lib/time.ts';
import { count, plural, t } from '#texts/t.ts';
import { announce } from '#ui/announce.ts';
import { toast } from '#ui/toast.ts';
import { deviceLabel } from './DeviceName.tsx';
import { tellNotSaved } from './not-saved.ts';

/** Putting devices aside, and back, from whichever page: what is said of it, and the way to take it back. */

/** Acknowledged, snoozed until then (API's clock), or neither any more. */
export type TriageDeed = 'ack' | 'back' | { readonly until: number };

interface Deed {
  readonly of: TriageOf;
  readonly deed: TriageDeed;
  /** What was the matter on the screen; null for any. */
  readonly as: AttentionClass | null;
  readonly limits: StuckAfter;
}

/** Does it, and says so. Never rejects; false when it was not done. */
export async function putAside({ of, deed, as, limits }: Deed): Promise<boolean> {
  try {
    const done = await triage.act({ of, do: deed === 'back' ? 'back' : { until: deed === 'ack' ? null : deed.until }, as, limits });
    tell(done, deed, 'sids' in of ? null : deviceLabel(of.device));
    void tellTriageNotSaved();
    return done.done > 0;
  } catch (error) {
    toast({ tone: 'bad', title: t`Nothing was changed`, description: errorWords(error) });
    return false;
  }
}

/** Says so where what was said last is not on the disk. Never rejects. */
export async function tellTriageNotSaved(): Promise<void> {
  // Where the Worker has come to its end, that is said elsewhere.
  const why = await triage.notKept().catch(() => null);
  if (why !== null) tellNotSaved(why);
}

/** @param name of the one device; null for many */
function tell({ done, left, undo }: TriageDone, deed: TriageDeed, name: string | null): void {
  if (done === 0) {
    toast({ tone: 'info', title: t`Nothing was changed`, description: leftWords(left, deed) });
    return;
  }
  toast({
    tone: 'ok',
    key: 'triage',
    title: name === null ? manyWords(done, deed) : oneWords(deed),
    ...(name !== null ? { description: name } : left > 0 && { description: leftWords(left, deed) }),
    action: { label: t`Undo`, run: () => void takeBack(undo) },
  });
}

async function takeBack(undo: string): Promise<void> {
  try {
    await triage.undo(undo);
    announce(t`Taken back.`);
    void tellTriageNotSaved();
  } catch (error) {
    toast({ tone: 'bad', title: t`It was not taken back`, description: errorWords(error) });
  }
}

function oneWords(deed: TriageDeed): string {
  if (deed === 'ack') return t`Acknowledged`;
  return deed === 'back' ? t`Back in the queue` : t`Snoozed until ${coming(deed.until, serverNow())}`;
}

function manyWords(done: number, deed: TriageDeed): string {
  const devices = count(done, 'device');
  if (deed === 'ack') return t`${devices} acknowledged`;
  return deed === 'back' ? t`${devices} back in the queue` : t`${devices} snoozed until ${coming(deed.until, serverNow())}`;
}

function leftWords(left: number, deed: TriageDeed): string {
  if (deed === 'back') return plural(left, 'One was not put aside.', '# were not put aside.');
  return plural(left, 'One was left alone: nothing is the matter with it, or something else by now.', '# were left alone: nothing is the matter with them, or something else by now.');
}
