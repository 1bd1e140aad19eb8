import { CircleX, Play } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useFleetStatus } from '#fleet/use-fleet.ts';
import { count, number, plural, t } from '#texts/t.ts';
import { offersOf } from '#rollouts/offers.ts';
import { Button } from '#ui/Button.tsx';
import { useRemedies } from './Kin.tsx';
import { PlanOffer, type PlanKind } from './PlanOffer.tsx';
import { blockedIn, useCommand } from './run-commands.ts';
import type { RunView } from './run-view.ts';
import { asksToResume, ResumeDialog } from './ResumeDialog.tsx';
import { StopDialog } from './StopDialog.tsx';

type Asked = 'resume' | 'close' | PlanKind;

/** What can be done about a run that stands still or has ended; each asks by itself before it does anything. */
export function Offers({ view }: { readonly view: RunView }) {
  const { id, ledger, counts } = view;
  const command = useCommand(id);
  const remedies = useRemedies(id);
  const { coverage } = useFleetStatus();
  const [asked, setAsked] = useState<Asked | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  // oxlint-disable-next-line react/exhaustive-deps -- the ledger is the same object, with more in it
  const offers = useMemo(() => offersOf(ledger), [ledger, ledger.version]);
  const ask = (what: Asked, button: HTMLButtonElement): void => {
    opener.current = button;
    setAsked(what);
  };
  const close = (): void => setAsked(null);
  // What is on its way, or still to be read, will be one of the others.
  const blocked = blockedIn() ?? (counts.sending > 0 ? t`${count(counts.sending, 'device')} still to be heard of: a moment, please.` : null);
  const again = offers.failed + offers.unknown;
  const plan = (kind: PlanKind, label: string, done = false) => (
    <PlanOffer key={kind} kind={kind} label={label} done={done} view={view} offers={offers} blocked={blocked} open={asked === kind} onOpen={(button) => ask(kind, button)} onClose={close} opener={opener} />
  );
  const resume = (button: HTMLButtonElement): void => {
    if (asksToResume(view, coverage.held)) ask('resume', button);
    else void command('resume');
  };
  return (
    <div className="flex flex-col gap-2 sm:pl-8">
      <div role="group" aria-label={t`What can be done`} className="flex flex-wrap gap-2 empty:hidden">
        {ledger.open && (
          <Button variant="primary" icon={<Play aria-hidden size={15} />} blocked={blockedIn()} onClick={(event) => resume(event.currentTarget)}>
            {t`Resume`}
          </Button>
        )}
        {!ledger.open && again > 0 && plan('retry', againLabel(offers.failed, offers.unknown))}
        {offers.pending > 0 && !remedies.has('retarget') && plan('retarget', t`Retarget the ${number(offers.pending)} pending to what they run now`)}
        {offers.back > 0 && !remedies.has('undo') && plan('back', backLabel(offers.back, offers.notBack.length > 0))}
        {ledger.open && (
          <Button icon={<CircleX aria-hidden size={15} />} onClick={(event) => ask('close', event.currentTarget)}>
            {t`Close as partial`}
          </Button>
        )}
        {/* They have been done: what is left over is found out when they are asked for once more. */}
        {offers.pending > 0 && remedies.has('retarget') && plan('retarget', t`Retarget those still pending`, true)}
        {offers.back > 0 && remedies.has('undo') && plan('back', t`Put back what is left`, true)}
      </div>
      {offers.notBack.length > 0 && (
        <ul aria-label={t`What cannot be put back`} className="text-sm text-ink-2">
          {offers.notBack.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      {asked === 'resume' && <ResumeDialog view={view} onDo={() => void command('resume')} onClose={close} returnTo={opener} />}
      {asked === 'close' && <StopDialog view={view} how="close" onDo={() => void command('close')} onClose={close} returnTo={opener} />}
    </div>
  );
}

function againLabel(failed: number, unknown: number): string {
  if (unknown === 0) return t`Retry ${number(failed)} failed`;
  return failed === 0 ? t`Retry ${number(unknown)} unknown` : t`Retry ${number(failed)} failed and ${number(unknown)} unknown`;
}

/** `partly`: some of what was changed cannot be put back. */
function backLabel(devices: number, partly: boolean): string {
  const all = number(devices);
  if (partly) return t`Put ${all} of the changed back`;
  return plural(devices, 'Put the changed one back', 'Put all # changed back');
}
