import { deviceLabel } from '#components/DeviceName.tsx';
import { leaseWords } from '#components/Lease.tsx';
import { alignmentBadge, updateBadge, type BadgeWords } from '#components/StatusBadge.tsx';
import { factsOf, type Facts, type StuckAfter } from '#fleet/health.ts';
import type { FleetRow } from '#fleet/view.ts';
import { parseDate, relative } from '#lib/time.ts';

/** What a row of the table says at a moment, worked out once for all its cells. */
export interface RowWords {
  readonly label: string;
  readonly alignment: BadgeWords;
  readonly update: BadgeWords | null;
  readonly lease: ReturnType<typeof leaseWords>;
  readonly targeted: DateWords;
  readonly reported: DateWords;
  readonly updated: DateWords;
  readonly created: DateWords;
}

export interface DateWords {
  /** As the API wrote it. */
  readonly date: string | null;
  /** Milliseconds; null when that is no date. */
  readonly at: number | null;
  /** `2 h ago`; empty when that is no date. */
  readonly text: string;
}

interface Known {
  readonly facts: Facts;
  readonly label: string;
  readonly update: BadgeWords | null;
  readonly dates: readonly DateWords[];
  now: number;
  limits: StuckAfter | null;
  said: string;
  words: RowWords | null;
}

const known = new WeakMap<FleetRow, Known>();

function dateOf(date: string | null | undefined): DateWords {
  return { date: date ?? null, at: parseDate(date ?? null), text: '' };
}

function know({ device }: FleetRow): Known {
  const facts = factsOf(device);
  const dates = [device.app?.date_targeted, device.app?.date_reported, device.date_updated, device.date_created].map(dateOf);
  return { facts, label: deviceLabel(device), update: updateBadge(facts), dates, now: Number.NaN, limits: null, said: '', words: null };
}

/** The words of a row. The same object as before for as long as it says the same: a row is drawn anew only when it says something else. */
export function rowWords(row: FleetRow, now: number, limits: StuckAfter): RowWords {
  let of = known.get(row);
  if (of === undefined) {
    of = know(row);
    known.set(row, of);
  }
  if (of.words !== null && of.now === now && of.limits === limits) return of.words;
  const alignment = alignmentBadge(of.facts, now, limits);
  const lease = leaseWords(of.facts, now);
  const texts = of.dates.map(({ at }) => (at === null ? '' : relative(at, now)));
  const said = [alignment.text, alignment.look, alignment.tip, lease.text, lease.tip, ...texts].join('\n');
  if (of.words === null || said !== of.said) {
    const [targeted, reported, updated, created] = of.dates.map((date, index) => ({ ...date, text: texts[index] ?? '' }));
    of.words = { label: of.label, alignment, update: of.update, lease, targeted: targeted ?? NO_DATE, reported: reported ?? NO_DATE, updated: updated ?? NO_DATE, created: created ?? NO_DATE };
  }
  of.now = now;
  of.limits = limits;
  of.said = said;
  return of.words;
}

const NO_DATE: DateWords = { date: null, at: null, text: '' };
