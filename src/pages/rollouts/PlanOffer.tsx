import { useQueryClient } from '@tanstack/react-query';
import { RotateCcw, Undo2 } from 'lucide-react';
import { Suspense, useState, type ReactNode, type RefObject } from 'react';
import { useNavigate } from 'react-router-dom';
import type { Device } from '#api/schema.ts';
import type { Part } from '#components/BulkSplit.tsx';
import { FirstDevices } from '#components/FirstDevices.tsx';
import { stuckAfterPreference } from '#components/stuck-after.ts';
import { errorWords } from '#lib/text.ts';
import { count, plural, t } from '#texts/t.ts';
import { againPlan, backPlan, keepPlan, leftOut, RETARGETED, RETRIED, type LeftOut, type Offers } from '#rollouts/offers.ts';
import { STATES, type ItemState } from '#rollouts/ledger.ts';
import { narrowed } from '#rollouts/make-plan.ts';
import type { Plan } from '#rollouts/plan.ts';
import { Button } from '#ui/Button.tsx';
import { late } from '#ui/late.ts';
import { toast } from '#ui/toast.ts';
import { paths } from '../../paths.ts';
import { readAnew, type Anew } from './read-anew.ts';
import type { RunView } from './run-view.ts';

const PlanDialog = late(async () => (await import('#components/PlanDialog.tsx')).PlanDialog);

/** What is itself a bulk action: a new run that is linked to this one. */
export type PlanKind = 'retry' | 'retarget' | 'back';

interface PlanOfferProps {
  readonly kind: PlanKind;
  readonly label: string;
  readonly view: RunView;
  readonly offers: Offers;
  readonly blocked: string | null;
  /** What undoes harm is in black; what a linked run has done already is quiet. */
  readonly variant?: 'primary' | 'secondary' | 'ghost';
  readonly open: boolean;
  readonly onOpen: (button: HTMLButtonElement) => void;
  readonly onClose: () => void;
  /** The button that opened the dialog. */
  readonly opener: RefObject<HTMLButtonElement | null>;
}

/** The devices as they are now, and what would be done to them: frozen as the dialog opens. */
interface Prepared {
  readonly plan: Plan;
  readonly devices: readonly Device[];
  /** The same with those of which nobody knows; null where there are none, or where they are in it already. */
  readonly whole: { readonly plan: Plan; readonly devices: readonly Device[] } | null;
  /** Those that it was to be about, too, and why they are not in it. */
  readonly left: readonly LeftOut[];
}

const ICONS: Readonly<Record<PlanKind, ReactNode>> = {
  retry: <RotateCcw aria-hidden size={15} />,
  retarget: <Undo2 aria-hidden size={15} />,
  back: <Undo2 aria-hidden size={15} />,
};
const TITLES: Readonly<Record<PlanKind, string>> = { retry: t`Retry`, retarget: t`Cancel pending`, back: t`Roll back` };
/** What is taken in from the start: these were chosen by what came of them. */
const PARTS: readonly Part[] = ['error', 'never'];

/** A button that reads the devices it is about anew, and then asks. */
export function PlanOffer({ kind, label, view, offers, blocked, variant = 'secondary', open, onOpen, onClose, opener }: PlanOfferProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [prepared, setPrepared] = useState<Prepared | null>(null);
  const [doubtful, setDoubtful] = useState(false);
  const prepare = async (button: HTMLButtonElement): Promise<void> => {
    setBusy(true);
    try {
      const next = await prepareNow(kind, view, (sids) => readAnew(client, sids));
      if (next.kind === 'nothing') toast({ tone: 'info', title: t`There is nothing left to do`, description: next.why });
      else {
        setDoubtful(false);
        setPrepared(next);
        onOpen(button);
      }
    } catch (error) {
      toast({ tone: 'bad', title: t`The devices could not be read again`, description: errorWords(error) });
    } finally {
      setBusy(false);
    }
  };
  const shown = doubtful && prepared?.whole ? prepared.whole : prepared;
  return (
    <>
      <Button variant={variant} icon={ICONS[kind]} busy={busy} blocked={blocked} className="max-sm:h-auto max-sm:min-h-8 max-sm:shrink max-sm:py-1 max-sm:text-left max-sm:whitespace-normal" onClick={(event) => void prepare(event.currentTarget)}>
        {label}
      </Button>
      <Suspense fallback={null}>
        {open && shown !== null && (
          <PlanDialog
            title={TITLES[kind]}
            plan={shown.plan}
            devices={shown.devices}
            words={(devices) => sendWords(kind, devices)}
            parts={PARTS}
            onClose={onClose}
            onStarted={(id) => void navigate(paths.rollout(id))}
            returnTo={opener}
          >
            <p className="text-sm">{MEANS[kind]}</p>
            {kind === 'retry' && shown.plan.change.kind === 'restart' && prepared?.whole === null && offers.unknown > 0 && (
              <p className="text-sm">{plural(offers.unknown, 'Nobody knows whether # device restarted: it may have, and would then restart twice.', 'Nobody knows whether # devices restarted: they may have, and would then restart twice.')}</p>
            )}
            {prepared?.left.map(({ words, devices }) => (
              <p key={words} className="rounded-md border border-warn/30 bg-warn-tint px-3 py-2 text-sm">
                {words} <span className="text-ink-2"><FirstDevices devices={devices} /></span>
              </p>
            ))}
            {kind === 'back' && offers.notBack.length > 0 && <p className="text-sm text-ink-2">{offers.notBack.join(' ')}</p>}
            {prepared?.whole && (
              <label className="flex items-start gap-2 rounded-md border border-warn/30 bg-warn-tint px-3 py-2 text-sm">
                <input type="checkbox" checked={doubtful} onChange={(event) => setDoubtful(event.target.checked)} className="mt-0.5 size-4 accent-accent" />
                <span>
                  {plural(
                    offers.unknown,
                    'Also include the # device whose outcome is unknown. It may have restarted already, and would then restart twice.',
                    'Also include the # devices whose outcome is unknown. They may have restarted already, and would then restart twice.',
                  )}
                </span>
              </label>
            )}
          </PlanDialog>
        )}
      </Suspense>
    </>
  );
}

const MEANS: Readonly<Record<PlanKind, string>> = {
  retry: t`Sends again to the failed and unknown devices, in a new run that is linked to this one and keeps its waves and rules.`,
  retarget: t`The API cannot cancel an update. Instead, each of these devices gets the App that it runs now as its target, so nothing more is installed. A device that has updated meanwhile is left alone.`,
  back: t`Each device gets back what it had before this run. Each is read again first: a device that was changed elsewhere since is skipped and listed in the results.`,
};
const NOTHING: Readonly<Record<PlanKind, string>> = {
  retry: t`The devices are no longer there.`,
  retarget: t`All of them have reported since, or have no running App to go back to.`,
  back: t`There is nothing to roll back on any device.`,
};

function sendWords(kind: PlanKind, devices: number): string {
  const these = count(devices, 'device');
  if (kind === 'retry') return t`Retry ${these}`;
  return kind === 'retarget' ? t`Set ${these} back to what they run` : t`Roll back ${these}`;
}

type Next = ({ readonly kind: 'ready' } & Prepared) | { readonly kind: 'nothing'; readonly why: string };

async function prepareNow(kind: PlanKind, { ledger }: RunView, read: (sids: readonly string[]) => Promise<Anew>): Promise<Next> {
  const made = { now: Date.now(), random: Math.random, deadline: stuckAfterPreference.get().usual };
  const sidsOf = (states: readonly ItemState[]): string[] => ledger.indexes(...states).flatMap((index) => ledger.plan.items[index]?.sid ?? []);
  if (kind === 'back') {
    const whole = backPlan(ledger, made);
    const sids = new Set(whole?.items.map(({ sid }) => sid));
    const anew = await read([...sids]);
    // Those that the API knows no more are told of by the dialog: this plan has them still.
    const left = leftOut(ledger, STATES, anew, false).filter(({ why }) => why === 'unread');
    const plan = whole === null ? null : narrowed(whole, (sid) => !anew.unread.includes(sid));
    return plan === null || plan.items.length === 0 ? nothing(kind, left) : { kind: 'ready', ...withTheirs(plan, anew.devices), whole: null, left };
  }
  const states = kind === 'retarget' ? RETARGETED : RETRIED;
  const anew = await read(sidsOf(states));
  const left = leftOut(ledger, states, anew, kind === 'retarget');
  const { devices } = anew;
  if (kind === 'retarget') {
    const plan = keepPlan(ledger, devices, made);
    return plan === null ? nothing(kind, left) : { kind: 'ready', ...withTheirs(plan, devices), whole: null, left };
  }
  const whole = againPlan(ledger, devices, true, made);
  // A restart whose end nobody saw may have been one.
  const surely = ledger.plan.change.kind === 'restart' ? againPlan(ledger, devices, false, made) : whole;
  if (whole === null) return nothing(kind, left);
  if (surely === null || surely.items.length === whole.items.length) return { kind: 'ready', ...withTheirs(whole, devices), whole: null, left };
  return { kind: 'ready', ...withTheirs(surely, devices), whole: withTheirs(whole, devices), left };
}

/** Why there is no plan: what was left out of it, else what is usual. */
function nothing(kind: PlanKind, left: readonly LeftOut[]): Next {
  return { kind: 'nothing', why: left.length === 0 ? NOTHING[kind] : left.map(({ words }) => words).join(' ') };
}

/** A plan, and of these devices those that are in it. */
function withTheirs(plan: Plan, devices: readonly Device[]): { readonly plan: Plan; readonly devices: readonly Device[] } {
  const sids = new Set(plan.items.map(({ sid }) => sid));
  return { plan, devices: devices.filter(({ sid }) => sids.has(sid)) };
}
