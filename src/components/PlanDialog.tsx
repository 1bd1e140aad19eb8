import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { appQueries } from '#api/apps.ts';
import type { Device } from '#api/schema.ts';
import { session } from '#api/session.ts';
import { useFleetStatus } from '#fleet/use-fleet.ts';
import { errorWords } from '#lib/text.ts';
import { count, plural, t } from '#texts/t.ts';
import { guardFor, isCount } from '#rollouts/guard.ts';
import { narrowed } from '#rollouts/make-plan.ts';
import { changeOf, splitOf, type Plan, type Split } from '#rollouts/plan.ts';
import { rollouts } from '#rollouts/rollouts.ts';
import { rich } from '#texts/rich.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog, DialogBody, DialogFields, DialogFooter, DialogForm, DialogStrip } from '#ui/Dialog.tsx';
import { AppFitNotice } from './AppFitNotice.tsx';
import { BulkSplit, useParts, type Part } from './BulkSplit.tsx';
import { Countdown } from './Countdown.tsx';
import { FirstDevices } from './FirstDevices.tsx';
import { FleetWhere } from './FleetWhere.tsx';
import { TypeCount } from './TypeCount.tsx';
import { TypeName } from './TypeName.tsx';
import { UnreadableRuns } from './UnreadableRuns.tsx';
import { useFitGuard } from './use-app-fit.ts';
import { STARTING, useStartRun } from './use-start-run.ts';

const NOBODY: readonly Device[] = [];

interface PlanDialogProps {
  readonly title: string;
  /** Frozen. Devices that are left out in the dialog are taken out of it before it starts. */
  readonly plan: Plan;
  /** The devices of the plan, as they were read last. */
  readonly devices: readonly Device[];
  /** The button, verb and noun: `Put 50 devices back`. */
  readonly words: (devices: number) => string;
  /** Parts that are taken in from the start, besides those that change. */
  readonly parts: readonly Part[];
  readonly onClose: () => void;
  readonly onStarted: (id: string) => void;
  readonly returnTo: RefObject<HTMLElement | null>;
  /** What it means, in sentences. */
  readonly children?: ReactNode;
}

/** Before a plan that was made for a certain reason is carried out: a rollout, a retry, putting back. The same guard as everywhere. */
export function PlanDialog({ title, plan, devices, words, parts: first, onClose, onStarted, returnTo, children }: PlanDialogProps) {
  const client = useQueryClient();
  const key = useId();
  const apps = useQuery(appQueries.all());
  const { coverage } = useFleetStatus();
  // Those of the run that this one follows are its own business; those of one that it is a copy of are not.
  const follows = plan.parent === null || plan.parent.why === 'copy' ? null : plan.parent.id;
  const open = useQuery({ queryKey: ['bulk', key, 'open'], queryFn: () => rollouts(client).openDevices(follows), staleTime: Number.POSITIVE_INFINITY, gcTime: 0, networkMode: 'always' });
  const [parts, setPart] = useParts(first);
  const [typed, setTyped] = useState('');
  const { stage, plan: confirmed, confirm, waited, failed } = useStartRun(onStarted);
  const go = useRef<HTMLButtonElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);

  const busy = open.data?.devices;
  const split: Split | null = useMemo(() => (busy === undefined ? null : splitPlan(plan, devices, busy)), [plan, devices, busy]);
  const wanted = useMemo(() => new Set(split === null ? [] : (['change', ...parts] as const).flatMap((part) => split[part])), [split, parts]);
  const kept = narrowed(plan, (sid) => wanted.has(sid));
  const left = useMemo(() => devices.filter(({ sid }) => wanted.has(sid)), [devices, wanted]);
  // What each had before is put back without a question: it was there.
  const app = plan.change.kind === 'deploy' ? plan.change.app : null;
  const fit = useFitGuard({ app, devices: left, from: app === null ? NOBODY : devices, apps: apps.data });
  const guard = guardFor(left.length, coverage.held);
  const missing = plan.items.length - devices.length;
  const restarts = plan.change.kind === 'restart';
  const blocked = blockedBecause(open, left.length, guard !== 'type' || isCount(typed, left.length), fit.blocked);
  const off = stage !== 'asking';
  // Once it is confirmed it is that plan, whatever is read meanwhile.
  const many = confirmed?.items.length ?? left.length;
  const sends = many === 0 ? title : words(many);
  const submit = (): void => {
    if (blocked !== null || off) return;
    const made = fit.exception ? { ...kept, exception: true } : kept;
    confirm(parts.includes('so') ? { ...made, settings: { ...made.settings, force: true } } : made, restarts);
  };
  // It is being started: leaving would only look like calling it off.
  const leave = (): void => {
    if (stage !== 'starting') onClose();
  };
  return (
    <Dialog title={title} subject={<FleetWhere />} onClose={leave} returnTo={returnTo} initialFocus={go}>
      <DialogForm onSubmit={submit}>
        <DialogBody>
          <DialogFields off={off}>
            {children}
            <AppFitNotice words={fit.words} />
            <p className="text-sm">
              <strong className="font-semibold">{count(devices.length, 'device')}</strong>: <FirstDevices devices={devices} />.
            </p>
            {missing > 0 && <p className="text-sm text-ink-2">{plural(missing, '# device of the plan is no longer in the fleet, and left out.', '# devices of the plan are no longer in the fleet, and left out.')}</p>}
            {open.error !== null && <p role="alert" className="text-sm wrap-anywhere text-bad">{rich`The other runs could not be read: ${errorWords(open.error)}`}</p>}
            <UnreadableRuns runs={open.data?.unreadable ?? 0} />
            {split !== null && <BulkSplit split={split} chosen={devices} parts={parts} onPart={setPart} kind={restarts ? 'restart' : plan.change.kind === 'config' ? 'config' : 'deploy'} review={guard !== 'plain'} devices={left} />}
          </DialogFields>
          {failed !== null && <p role="alert" className="text-sm text-bad">{rich`It was not started, and nothing was sent: ${failed}`}</p>}
        </DialogBody>
        {stage === 'counting' && (
          <DialogStrip>
            <Countdown focus={cancel} onEnd={waited} what={sends} />
          </DialogStrip>
        )}
        {left.length > 0 && <TypeName guard={fit} off={off} />}
        {guard === 'type' && split !== null && left.length > 0 && stage !== 'counting' && <TypeCount devices={left.length} typed={typed} onTyped={setTyped} off={off} />}
        <DialogFooter>
          <Button ref={cancel} onClick={leave} blocked={stage === 'starting' ? STARTING : null}>
            {t`Cancel`}
          </Button>
          <Button ref={go} type="submit" variant={restarts ? 'danger' : 'primary'} blocked={off ? null : blocked} busy={off}>
            {stage === 'starting' ? t`Starting…` : sends}
          </Button>
        </DialogFooter>
      </DialogForm>
    </Dialog>
  );
}

function blockedBecause({ data, error }: { readonly data: unknown; readonly error: Error | null }, devices: number, typed: boolean, fits: string | null): string | null {
  if (session().readOnly) return t`Read-only: this console was started so that nothing can be changed.`;
  if (data === undefined) return error === null ? t`The other runs are still being read.` : t`The other runs could not be read.`;
  if (devices === 0) return t`There is no device left to send it to.`;
  return fits ?? (typed ? null : t`Type the count first.`);
}

function splitPlan(plan: Plan, devices: readonly Device[], busy: ReadonlySet<string>): Split {
  const items = new Map(plan.items.map((item) => [item.sid, item]));
  return splitOf(devices, (sid) => changeOf(plan, items.get(sid) ?? { sid }), busy);
}
