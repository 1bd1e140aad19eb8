import { Link } from 'react-router-dom';
import { RunBadge } from '#components/RunBadge.tsx';
import { needsSomebody, trayRuns } from '#components/tray-runs.ts';
import { countWords, trayStatus, whyWords } from '#components/tray-words.ts';
import { useRollouts } from '#components/use-rollouts.ts';
import { clip, visible } from '#lib/text.ts';
import { plural, t } from '#texts/t.ts';
import { BUTTON } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { paths } from '../../paths.ts';

/** The runs of this browser that stand still until somebody decides, the worst first; nothing where there is none. */
export function OpenRuns() {
  const runs = (trayRuns(useRollouts(), Number.POSITIVE_INFINITY) ?? []).filter(needsSomebody);
  if (runs.length === 0) return null;
  const bad = runs.some((run) => trayStatus(run).look === 'halted');
  return (
    <section aria-labelledby="open-runs" className={cx('border-b px-4 py-2.5 max-sm:px-3', bad ? 'border-bad/30 bg-bad-tint' : 'border-warn/30 bg-warn-tint')}>
      <h2 id="open-runs" className="text-base font-semibold">
        {plural(runs.length, '# run needs a decision', '# runs need a decision')}
      </h2>
      <ul aria-labelledby="open-runs" className="flex flex-col divide-y divide-line-strong text-sm">
        {runs.map((run) => {
          const title = clip(visible(run.title), 120);
          return (
            <li key={run.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5">
              <RunBadge words={trayStatus(run)} />
              <Link to={paths.rollout(run.id)} className="min-w-0 rounded-sm font-medium wrap-anywhere hover:underline">
                <bdi>{title}</bdi>
              </Link>
              <span className="min-w-0 flex-1 basis-60 text-ink-2 wrap-anywhere">{[whyWords(run), `${countWords(run)}.`].filter(Boolean).join(' ')}</span>
              <Link to={paths.rollout(run.id)} aria-label={t`Review ${title}`} className={cx(BUTTON.base, BUTTON.wide, BUTTON.secondary)}>
                {t`Review`}
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
