import { CircleCheck, CircleDashed, CirclePause, OctagonX } from 'lucide-react';
import type { ReactNode } from 'react';
import { happenedWords, type RunLook } from '#rollouts/run-words.ts';
import { cx } from '#ui/cx.ts';
import { Since } from './Kin.tsx';
import { Offers } from './Offers.tsx';
import type { RunView } from './run-view.ts';

const LOOKS: Readonly<Record<RunLook, readonly [icon: ReactNode, tone: string]>> = {
  running: [null, 'border-line bg-surface'],
  draft: [null, 'border-line bg-surface'],
  waiting: [<CirclePause key="waiting" aria-hidden size={20} className="text-warn" />, 'border-warn/40 bg-warn-tint'],
  halted: [<OctagonX key="halted" aria-hidden size={20} className="text-bad" />, 'border-bad/40 bg-bad-tint'],
  partial: [<CircleDashed key="partial" aria-hidden size={20} className="text-warn" />, 'border-warn/40 bg-warn-tint'],
  complete: [<CircleCheck key="complete" aria-hidden size={20} className="text-ok" />, 'border-ok/40 bg-ok-tint'],
};

/** What has come of a run that does not go on, in exact words, and what can be done about it. */
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
          <Since id={view.id} open={ledger.open} />
        </div>
      </div>
      <Offers view={view} />
    </section>
  );
}
