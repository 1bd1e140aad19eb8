import { Waypoints } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { Link } from 'react-router-dom';
import type { DeviceChange } from '#api/devices.ts';
import type { Device } from '#api/schema.ts';
import { session } from '#api/session.ts';
import { RunBadge } from '#components/RunBadge.tsx';
import { useRollouts } from '#components/use-rollouts.ts';
import { clip, visible } from '#lib/text.ts';
import { isOpen } from '#rollouts/head.ts';
import { RunStore } from '#rollouts/journal.ts';
import { isWaitedFor, openRunsOf, type OpenRun } from '#rollouts/open-runs.ts';
import { changeOf } from '#rollouts/plan.ts';
import { standsOf, standWords } from '#rollouts/stand-words.ts';
import { t } from '#texts/t.ts';
import { paths } from '../../paths.ts';
import { consequence, standingWords } from './device-run-words.ts';

interface DeviceRunsProps {
  readonly device: Device;
}

/** That the device is in open runs, with the way to them. Its code and the journals come after the page. */
export function DeviceRuns({ device }: DeviceRunsProps) {
  const all = useRollouts();
  const runs = useOpenRuns(device);
  if (runs.length === 0) return null;
  return (
    <ul aria-label={t`Open rollouts of this device`} className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface text-sm">
      {runs.map((run) => {
        const { head, ledger, index } = run;
        return (
          <li key={head.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
            <Waypoints aria-hidden size={15} className="shrink-0 text-accent" />
            <span className="min-w-0 flex-1 wrap-anywhere">
              <InRun run={run} />, {standingWords(ledger.state(index))}
            </span>
            <RunBadge words={standWords(standsOf(ledger), ledger.counts(), all.driver(head.id) !== 'nobody')} />
          </li>
        );
      })}
    </ul>
  );
}

interface RunNoteProps extends DeviceRunsProps {
  /** What somebody is about to do to the device. */
  readonly kind: DeviceChange['kind'];
  /** Only where it would be in the way of a run. */
  readonly onlyClash?: boolean;
}

/** Before a change by hand: what it means for the open runs that have the device. */
export function RunNote({ device, kind, onlyClash = false }: RunNoteProps): ReactNode {
  const runs = useOpenRuns(device);
  return runs.map((run) => {
    const { head, ledger, index } = run;
    const its = changeOf(ledger.plan, ledger.plan.items[index] ?? device).kind;
    if (onlyClash && its !== kind) return null;
    return (
      <p key={head.id} role="note" className="rounded-md border border-line bg-bg px-3 py-2 text-sm wrap-anywhere text-ink-2">
        <InRun run={run} />, {standingWords(ledger.state(index))}. {consequence(kind, its, ledger.state(index))}
      </p>
    );
  });
}

function InRun({ run: { head } }: { readonly run: OpenRun }) {
  return (
    <>
      {head.rollout ? t`In an open rollout:` : t`In an open bulk action:`}{' '}
      <Link to={paths.rollout(head.id)} className="font-medium text-ink underline decoration-line-strong underline-offset-4">
        <bdi>{clip(visible(head.title), 120)}</bdi>
      </Link>
    </>
  );
}

let store: RunStore | null = null;
/** What was found last, of one device as it was: a dialog that opens begins with it. */
let last: { readonly sid: string; readonly as: string; readonly runs: readonly OpenRun[] } | null = null;

/** Read again with every turn of a run, and whenever the device has changed. */
function useOpenRuns({ sid, date_updated }: Device): readonly OpenRun[] {
  const all = useRollouts();
  const [runs, setRuns] = useState<readonly OpenRun[]>(last?.sid === sid ? last.runs : []);
  const as = [sid, date_updated, ...(all.heads() ?? []).filter(isOpen).flatMap(({ id, status }) => [id, status])].join(' ');
  useEffect(() => {
    let here = true;
    store ??= new RunStore(session().fleetId);
    const found = last?.as === as ? Promise.resolve(last.runs) : openRunsOf(store, (id) => all.live(id)?.ledger ?? null, sid);
    // What cannot be read is said where runs are; here it would only be in the way.
    found.then(
      (next) => {
        last = { sid, as, runs: next };
        if (here) setRuns(next);
      },
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [all, sid, as]);
  return runs.map(({ head, index, ledger }) => ({ head, index, ledger: all.live(head.id)?.ledger ?? ledger })).filter(isWaitedFor);
}
