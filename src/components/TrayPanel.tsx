import { useRef, type RefObject } from 'react';
import { Link } from 'react-router-dom';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { handOn } from '#ui/focus.ts';
import { Panel } from '#ui/Panel.tsx';
import { paths } from '../paths.ts';
import { NotifyAsk } from './NotifyAsk.tsx';
import { hasEnded, type TrayRun } from './tray-runs.ts';
import { TrayItem } from './TrayItem.tsx';

interface TrayPanelProps {
  readonly anchor: RefObject<HTMLElement | null>;
  /** At least one. */
  readonly runs: readonly TrayRun[];
  readonly onPause: (id: string) => void;
  /** They have ended, and somebody has seen that. */
  readonly onDismiss: (ids: readonly string[]) => void;
  readonly onClose: () => void;
}

/** What the tray's button opens: each run, how far it is, and what can be done about it from anywhere. */
export function TrayPanel({ anchor, runs, onPause, onDismiss, onClose }: TrayPanelProps) {
  const list = useRef<HTMLUListElement>(null);
  const ended = runs.filter(hasEnded).map(({ id }) => id);
  // What was pressed goes: on with what is left.
  const dismiss = (ids: readonly string[]): void => handOn(() => onDismiss(ids), () => list.current?.querySelector<HTMLElement>('button, a'));
  return (
    <Panel anchor={anchor} title={t`Runs`} subject={t`Rollouts and bulk actions of this browser.`} onClose={onClose}>
      <ul ref={list} aria-label={t`Runs`} className="mt-2 divide-y divide-line border-y border-line">
        {runs.map((run) => (
          <TrayItem key={run.id} run={run} onPause={() => onPause(run.id)} onDismiss={() => dismiss([run.id])} onLeave={onClose} />
        ))}
      </ul>
      <NotifyAsk className="border-b border-line px-1 py-2.5" />
      <div className="flex items-center justify-between gap-2 px-1 pt-2.5">
        <Link to={paths.rollouts} onClick={onClose} className="text-sm underline underline-offset-4">
          {t`All runs`}
        </Link>
        {ended.length > 1 && (
          <Button variant="ghost" onClick={() => dismiss(ended)}>
            {t`Dismiss all that ended`}
          </Button>
        )}
      </div>
    </Panel>
  );
}
