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

/**
 * What can be done about a run that sends nothing more; each asks by itself before it does anything. After failures for which it
 * was halted, or closed as partial, what undoes the harm comes first and in black; to go on all the same is the last and quiet.
 */
export function Offers({ view }: { readonly view: RunView }) {
  const { id, ledger, counts, watching } = view;
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
  const stands = ledger.open && !watching;
  const halted = ledger.status === 'halted';
  const asks = asksToResume(view, coverage.held);
  // What is wrong may be the API alone: then nothing has to be undone.
  const harmed = (halted || ledger.status === 'closed') && counts.failed + counts.stuck > 0;
  const [isBack, isCancelled] = [remedies.has('undo'), remedies.has('retarget')];
  const [canBack, canCancel] = [offers.back > 0 && !isBack, offers.pending > 0 && !isCancelled];
  const plan = (kind: PlanKind, label: string, variant: 'primary' | 'secondary' | 'ghost' = 'secondary') => (
    <PlanOffer key={kind} kind={kind} label={label} variant={variant} view={view} offers={offers} blocked={blocked} open={asked === kind} onOpen={(button) => ask(kind, button)} onClose={close} opener={opener} />
  );
  const retry = !ledger.open && again > 0 && plan('retry', againLabel(offers.failed, offers.unknown));
  const resume = (button: HTMLButtonElement): void => {
    if (asks) ask('resume', button);
    else void command('resume');
  };
  const resumeButton = stands && (
    <Button variant={harmed ? 'ghost' : halted ? 'secondary' : 'primary'} icon={<Play aria-hidden size={15} />} blocked={blockedIn()} {...(asks && { 'aria-haspopup': 'dialog' })} onClick={(event) => resume(event.currentTarget)}>
      {halted ? t`Resume anyway…` : asks ? t`Resume…` : t`Resume`}
    </Button>
  );
  return (
    <div className="flex flex-col gap-2 sm:pl-8">
      <div role="group" aria-label={t`Available actions`} className="flex flex-wrap gap-2 empty:hidden">
        {!halted && resumeButton}
        {!harmed && retry}
        {canBack && plan('back', backLabel(offers.back, offers.notBack.length > 0), harmed ? 'primary' : 'secondary')}
        {canCancel && plan('retarget', t`Cancel ${number(offers.pending)} pending`, harmed && !canBack ? 'primary' : 'secondary')}
        {harmed && retry}
        {stands && (
          <Button icon={<CircleX aria-hidden size={15} />} onClick={(event) => ask('close', event.currentTarget)}>
            {t`Close as partial`}
          </Button>
        )}
        {halted && resumeButton}
        {/* They have been done: what is left over is found out when they are asked for once more. */}
        {offers.back > 0 && isBack && plan('back', t`Roll back the rest`, 'ghost')}
        {offers.pending > 0 && isCancelled && plan('retarget', t`Cancel those still pending`, 'ghost')}
      </div>
      {offers.notBack.length > 0 && (
        <ul aria-label={t`What cannot be rolled back`} className="text-sm text-ink-2">
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

/** `partly`: some of what was changed cannot be rolled back. */
function backLabel(devices: number, partly: boolean): string {
  if (partly) return t`Roll back ${number(devices)} of the changed devices`;
  return plural(devices, 'Roll back # device', 'Roll back # devices');
}
