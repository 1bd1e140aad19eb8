import { Pause, Play, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router-dom';
import { clip, visible } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { Button, BUTTON, IconButton } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { paths } from '../paths.ts';
import { RunBadge } from './RunBadge.tsx';
import { RunBar } from './RunBar.tsx';
import { hasEnded, isGoing, isStanding, type TrayRun } from './tray-runs.ts';
import { countWords, trayStatus, whyWords } from './tray-words.ts';

interface TrayItemProps {
  readonly run: TrayRun;
  readonly onPause: () => void;
  readonly onDismiss: () => void;
  /** Another page is opened from here. */
  readonly onLeave: () => void;
}

/** One run of the tray. */
export function TrayItem({ run, onPause, onDismiss, onLeave }: TrayItemProps) {
  const title = clip(visible(run.title), 200);
  const page = paths.rollout(run.id);
  const going = isGoing(run);
  const why = whyWords(run);
  // What has failed is looked at before it goes on.
  const halted = run.status === 'halted';
  const decide = useRef<HTMLAnchorElement>(null);
  const paused = useRef(false);
  useEffect(() => {
    // The button that was pressed made way for this link.
    if (paused.current && !going) decide.current?.focus();
    paused.current = false;
  }, [going]);
  return (
    <li className="flex flex-col gap-1.5 px-1 py-2.5">
      <div className="flex items-start justify-between gap-3">
        <Link to={page} onClick={onLeave} className="line-clamp-2 min-w-0 font-medium wrap-anywhere hover:underline">
          <bdi>{title}</bdi>
        </Link>
        <RunBadge words={trayStatus(run)} />
      </div>
      <RunBar counts={run.counts} label={t`Progress of ${title}`} />
      <div className="flex items-center justify-between gap-3">
        <div className="text-sm text-ink-2">
          <p>{countWords(run)}</p>
          {why !== '' && <p>{why}</p>}
        </div>
        {going && (
          <Button aria-label={t`Pause ${title}`} icon={<Pause aria-hidden size={15} />} onClick={() => {
            paused.current = true;
            onPause();
          }}>
            {t`Pause`}
          </Button>
        )}
        {isStanding(run) && (
          <Link ref={decide} to={page} onClick={onLeave} aria-label={halted ? t`Review ${title}` : t`Resume ${title}…`} data-tip={halted ? t`Open its page to see the available actions` : t`Opens its page, which asks first`} className={cx(BUTTON.base, BUTTON.wide, BUTTON.secondary)}>
            {!halted && <Play aria-hidden size={15} />}
            {halted ? t`Review` : t`Resume…`}
          </Link>
        )}
        {hasEnded(run) && (
          <IconButton label={t`Dismiss ${title}`} tip={t`Dismiss`} onClick={onDismiss}>
            <X aria-hidden size={15} />
          </IconButton>
        )}
      </div>
    </li>
  );
}
