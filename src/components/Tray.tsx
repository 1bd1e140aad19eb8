import { Suspense, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { count, number, t } from '#texts/t.ts';
import type { Rollouts } from '#rollouts/rollouts.ts';
import { announce } from '#ui/announce.ts';
import { Button } from '#ui/Button.tsx';
import { late } from '#ui/late.ts';
import { setTitlePrefix } from '#ui/title-prefix.ts';
import { paths } from '../paths.ts';
import { notify } from './notify.ts';
import { RunBadge } from './RunBadge.tsx';
import { gistOf, hasEnded, prefixOf, trayRuns } from './tray-runs.ts';
import { RunWatch, type RunEvent } from './tray-words.ts';
import { useRollouts } from './use-rollouts.ts';

const TrayPanel = late(async () => (await import('./TrayPanel.tsx')).TrayPanel);

/** When this page was loaded, by the browser's clock: what ended before is history. */
const LOADED = performance.timeOrigin;

/**
 * Rollouts and bulk actions, on every page: a button while one is open, or has ended since the page was loaded and nobody said
 * that it was seen. Nothing where there is none.
 */
export function Tray() {
  const all = useRollouts();
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useNews(all);
  const shown = (trayRuns(all, LOADED) ?? []).filter(({ id }) => !dismissed.has(id));
  const prefix = prefixOf(shown);
  useEffect(() => setTitlePrefix(prefix), [prefix]);

  const gist = gistOf(shown);
  if (gist === null) return null;
  const ended = shown.filter(hasEnded).length;
  const going = shown.length - ended;
  const dismiss = (ids: readonly string[]): void => {
    setDismissed((before) => new Set([...before, ...ids]));
    if (ids.length === shown.length) setOpen(false);
  };
  return (
    <>
      <Button ref={button} data-tray aria-haspopup="dialog" aria-expanded={open} {...(!open && { tip: t`Rollouts and bulk actions` })} onClick={() => setOpen(!open)} className="max-sm:px-1.5">
        {gist.percent === null ? <RunBadge words={{ look: gist.look, text: gist.word }} className="max-sm:text-xs" /> : <Share percent={gist.percent} />}
        <span className="max-sm:sr-only"> · {count(going === 0 ? ended : going, 'run')}</span>
        {going > 0 && ended > 0 && <span className="text-ink-2 max-sm:sr-only">{' '}· {t`${number(ended)} ended`}</span>}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <TrayPanel anchor={button} runs={shown} onPause={(id) => void all.command(id, 'pause')} onDismiss={dismiss} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

/** How far it is: a ring that closes, and the figure. */
function Share({ percent }: { readonly percent: number }) {
  return (
    <span className="inline-flex items-center gap-1.5 text-accent">
      <svg aria-hidden width={16} height={16} viewBox="0 0 16 16" fill="none" strokeWidth={2.5} className="-rotate-90">
        <circle cx={8} cy={8} r={6} className="stroke-line-strong" />
        <circle cx={8} cy={8} r={6} pathLength={100} strokeDasharray={`${percent} 100`} className="stroke-current" />
      </svg>
      {percent} %
    </span>
  );
}

/** Tells of each halt, pause and end, once: a screen reader, and where nobody looks and it was wanted the browser. */
function useNews(all: Rollouts): void {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [watch] = useState(() => new RunWatch());
  const tell = useEffectEvent(({ id, title, body, notify: worthIt }: RunEvent) => {
    const page = paths.rollout(id);
    // Its own page says it itself.
    if (pathname !== page) announce(`${title}. ${body}`);
    if (worthIt) notify({ tag: id, title, body, onOpen: () => void navigate(page) });
  });
  useEffect(() => {
    const look = (): void => {
      const runs = trayRuns(all, LOADED);
      if (runs !== null) for (const event of watch.see(runs)) tell(event);
    };
    look();
    return all.subscribe(look);
  }, [all, watch]);
}
