import type { RefObject } from 'react';
import { count, plural, t } from '#texts/t.ts';
import { duration } from '#lib/time.ts';
import { gateWords } from '#rollouts/wave-words.ts';
import { AskDialog } from './AskDialog.tsx';
import { Failures } from './Failures.tsx';
import type { RunView } from './run-view.ts';

interface ForRun {
  readonly view: RunView;
  readonly onDo: () => void;
  readonly onClose: () => void;
  readonly returnTo: RefObject<HTMLElement | null>;
}

/** Before a run ends for good, of which something is left. `close`: it stands still already. */
export function StopDialog({ view: { counts, ledger, watching }, how, ...rest }: ForRun & { readonly how: 'stop' | 'close' }) {
  const pending = counts.pending + counts.stuck;
  const does = how === 'close' ? t`Close as partial` : watching ? t`Stop watching` : t`Stop for good`;
  return (
    <AskDialog title={does} action={does} danger={how === 'stop'} {...rest}>
      <p className="text-sm">
        {counts.waiting > 0 ? plural(counts.waiting, '# device stays untouched.', '# devices stay untouched.') : t`Nothing is left to be sent to.`}{' '}
        {t`It cannot be resumed afterwards; what has failed can be sent once more, as a new run.`}
      </p>
      {counts.sending > 0 && <p className="text-sm">{plural(counts.sending, '# write is on its way, and will end.', '# writes are on their way, and will end.')}</p>}
      {ledger.plan.landing !== null && pending > 0 && (
        <p className="text-sm">
          {plural(
            pending,
            '# device has the new target and has not reported it: it will still update when it checks in, but this run no longer checks. To prevent that, cancel what is pending.',
            '# devices have the new target and have not reported it: they will still update when they check in, but this run no longer checks. To prevent that, cancel what is pending.',
          )}
        </p>
      )}
      <p className="text-sm text-ink-2">{t`The run will not count as complete. What it changed can still be rolled back.`}</p>
    </AskDialog>
  );
}

/** Before a wave that has not updated, or not for long enough, is left for the next. `next`: that one, as people count. */
export function NextWaveDialog({ view: { ledger, doing, now }, next, ...rest }: ForRun & { readonly next: number }) {
  const { plan, wave } = ledger;
  const devices = (plan.waves[next - 1] ?? 0) - (plan.waves[next - 2] ?? 0);
  return (
    <AskDialog title={t`Go to wave ${next} now?`} action={t`Send to ${count(devices, 'device')} of wave ${next}`} {...rest}>
      <p className="text-sm">{gateWords({ plan, wave, status: ledger.status, waves: ledger.wavesCounts() }, doing, now)}</p>
      <p className="text-sm">
        {doing.kind === 'soaking'
          ? t`The soak of ${duration(plan.landing?.soak ?? 0)} is there to let trouble show before more devices have it. Going on now skips the rest of it.`
          : t`Going on now sends the App to more devices before these are known to have updated. The halt rules still apply.`}
      </p>
      {doing.kind === 'gate' && <Failures ledger={ledger} />}
    </AskDialog>
  );
}
