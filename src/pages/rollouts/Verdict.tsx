import { CircleCheck, CircleDashed, CircleEllipsis, CirclePause, OctagonX } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { MOST_LISTED } from '#fleet/view.ts';
import type { Ledger } from '#rollouts/ledger.ts';
import { happenedWords } from '#rollouts/run-words.ts';
import type { RunLook } from '#rollouts/stand-words.ts';
import { plural, t } from '#texts/t.ts';
import { cx } from '#ui/cx.ts';
import { paths } from '../../paths.ts';
import { Since } from './Kin.tsx';
import { Offers } from './Offers.tsx';
import type { RunView } from './run-view.ts';

const LOOKS: Readonly<Record<RunLook, readonly [icon: ReactNode, tone: string]>> = {
  running: [null, 'border-line bg-surface'],
  draft: [null, 'border-line bg-surface'],
  waiting: [<CirclePause key="waiting" aria-hidden size={20} className="text-warn" />, 'border-warn/40 bg-warn-tint'],
  halted: [<OctagonX key="halted" aria-hidden size={20} className="text-bad" />, 'border-bad/40 bg-bad-tint'],
  partial: [<CircleDashed key="partial" aria-hidden size={20} className="text-warn" />, 'border-warn/40 bg-warn-tint'],
  accepted: [<CircleEllipsis key="accepted" aria-hidden size={20} className="text-ink-2" />, 'border-line-strong bg-surface'],
  complete: [<CircleCheck key="complete" aria-hidden size={20} className="text-ok" />, 'border-ok/40 bg-ok-tint'],
};

/** What has come of a run that sends nothing more, in exact words, and what can be done about it. */
export function Verdict({ view }: { readonly view: RunView }) {
  const { ledger, words, interrupted } = view;
  const [icon, tone] = LOOKS[words.look];
  const { cause, what } = happenedWords(ledger, interrupted);
  // What needs somebody is said at once; what is over is only said.
  const urgent = words.look === 'halted' || words.look === 'waiting';
  return (
    <section aria-label={words.text} className={cx('flex flex-col gap-3 rounded-lg border p-4', tone)}>
      <div role={urgent ? 'alert' : 'status'} className="flex gap-3">
        <span className="shrink-0 pt-0.5">{icon}</span>
        <div className="min-w-0">
          <h2 className="text-base font-semibold wrap-anywhere">
            {words.text}
            {cause !== '' && `. ${cause}`}
          </h2>
          {what.map((sentence) => (
            <p key={sentence} className="wrap-anywhere">
              {sentence}
            </p>
          ))}
          <Left ledger={ledger} />
          <Since id={view.id} open={ledger.open} />
        </div>
      </div>
      <Offers view={view} />
    </section>
  );
}

/** Of a run that has ended: those that have not updated, of which nobody tells it any more. */
function Left({ ledger }: { readonly ledger: Ledger }) {
  const left = ledger.plan.landing === null || ledger.open ? [] : ledger.indexes('pending', 'stuck');
  if (left.length === 0) return null;
  const list = left.length > MOST_LISTED ? null : left.flatMap((index) => ledger.plan.items[index]?.sid ?? []);
  return (
    <p className="wrap-anywhere">
      {plural(left.length, '# device had not updated when this run stopped checking.', '# devices had not updated when this run stopped checking.')}{' '}
      <Link to={list === null ? { search: '?outcome=stuck' } : paths.devices({ list })} className="rounded-sm underline underline-offset-4 print:hidden">
        {t`Show their current state`}
      </Link>
    </p>
  );
}
