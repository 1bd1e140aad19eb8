import { clip, visible } from '#lib/text.ts';
import { count, number, t } from '#texts/t.ts';
import { duration, utc } from '#lib/time.ts';
import { failuresOf } from './failures.ts';
import { landingTimes } from './landing-times.ts';
import { sumOf, type ItemState, type Ledger } from './ledger.ts';
import { happenedWords, rulesWords } from './run-words.ts';
import { isRollout } from './plan.ts';
import { wavesOf } from './wave-words.ts';

/** A run as Markdown, for a ticket or a chat: what it was, what came of it, and who knows. Pure. */

export interface ReportFacts {
  readonly ledger: Ledger;
  /** Status in a word or two. */
  readonly status: string;
  readonly interrupted: boolean;
  /** Where its devices are: host and account, or that they are simulated. */
  readonly where: string;
  /** What it does to a device: `Deploy fw-2 (KA…)`. */
  readonly change: string;
  /** What it follows, and what follows it: `Retry of “…”`. */
  readonly kin: readonly string[];
  readonly url: string;
  /** Browser clock. */
  readonly now: number;
}

/** So many kinds of failures are named. */
const KINDS = 12;
const FAILURES: readonly ItemState[] = ['failed', 'stuck', 'unknown', 'skipped'];

export function reportOf(facts: ReportFacts): string {
  const { ledger, status, interrupted, where, change, kin, url, now } = facts;
  const { plan } = ledger;
  const { cause, what } = happenedWords(ledger, interrupted);
  const happened = what.length === 0 ? figures(ledger) : [cause, ...what].filter(Boolean).join(' ');
  const parts = [
    `## ${plain(plan.title)}`,
    `**${status}.** ${plain(happened)}`,
    [
      t`- Fleet: ${plain(where)}`,
      t`- Change: ${plain(change)}`,
      `- ${when(ledger, now)}`,
      ...kin.map((each) => `- ${plain(each)}`),
      t`- Pace: at most ${count(plan.settings.rate, 'write')} in 10 s, ${count(plan.settings.concurrency, 'device')} at a time`,
      t`- Halts on: ${rulesWords(plan.settings.halt)}`,
      ...landing(ledger),
    ].join('\n'),
    table(ledger),
    failures(ledger),
    t`${url}\nThis run is kept by the browser that drove it, and by nobody else: the link opens there only. The API has no history of it. As of ${utc(now)}.`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function figures(ledger: Ledger): string {
  const { done, failed, waiting } = ledger.counts();
  return ledger.plan.landing === null
    ? t`${number(done)} done, ${number(failed)} failed, ${number(waiting)} not sent so far, of ${count(ledger.plan.items.length, 'device')}.`
    : t`${number(done)} updated, ${number(failed)} failed, ${number(waiting)} not sent so far, of ${count(ledger.plan.items.length, 'device')}.`;
}

function when({ startedAt, endedAt }: Ledger, now: number): string {
  if (startedAt === null) return t`Not begun`;
  const took = duration((endedAt ?? now) - startedAt);
  return endedAt === null ? t`Began: ${utc(startedAt)}, ${took} ago` : t`Began: ${utc(startedAt)}; ended: ${utc(endedAt)}, after ${took}`;
}

function landing(ledger: Ledger): string[] {
  const { landing: rules } = ledger.plan;
  if (rules === null) return [];
  const times = landingTimes(ledger.took);
  const broken = ledger.brokenCounts();
  const before = sumOf(broken);
  const gate = rules.gate === 'automatic' ? t`opens by itself` : t`is opened by hand`;
  const next = t`- Next wave: once ${rules.enough} % of a wave landed, after a soak of ${duration(rules.soak)}; the gate ${gate}; a device is stuck after ${duration(rules.deadline)}`;
  return [
    isRollout(ledger.plan) ? next : t`- A device is stuck once it has not reported for ${duration(rules.deadline)}`,
    ...(times === null ? [] : [t`- Time to update: median ${duration(times.median)}, 9 of 10 within ${duration(times.most)}, slowest ${duration(times.slowest)}, of ${count(times.devices, 'device')}`]),
    ...(before === 0 ? [] : [t`- In error before the start: ${number(before)} (${number(broken.done)} updated, ${number(broken.failed)} failed); they do not count for halting`]),
  ];
}

function table(ledger: Ledger): string {
  const rows = wavesOf(ledger, { kind: 'idle' }).map(({ number: wave, devices, sent, counts }) => [wave, devices, sent, counts.done, counts.pending, counts.failed, counts.stuck, counts.unknown, counts.skipped, counts.waiting].map((each) => number(each)));
  const landed = ledger.plan.landing === null ? t`Done` : t`Updated`;
  return [[t`Wave`, t`Devices`, t`Sent`, landed, t`Pending`, t`Failed`, t`Stuck`, t`Unknown`, t`Skipped`, t`Not sent`], Array.from({ length: 10 }, () => '---:'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** What did not go well, each kind once, the most frequent first. */
function failures(ledger: Ledger): string {
  const kinds = failuresOf(ledger, FAILURES);
  const lines = kinds.slice(0, KINDS).map(({ state, words, indexes }) => `- ${number(indexes.length)} ${state}: ${plain(words)}`);
  return [...lines, ...(kinds.length > KINDS ? [t`- and ${count(kinds.length - KINDS, 'other kind')}`] : [])].join('\n');
}

/** Text of whoever can name an App, or of the API, as text and not as Markdown; on one line. */
function plain(text: string): string {
  return clip(visible(text), 400).replaceAll(/[\\`*_[\]<>|~]/gu, String.raw`\$&`);
}
