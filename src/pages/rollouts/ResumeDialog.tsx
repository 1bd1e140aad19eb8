import { useRef, useState, type RefObject } from 'react';
import { Countdown } from '#components/Countdown.tsx';
import { FirstDevices } from '#components/FirstDevices.tsx';
import { FleetWhere } from '#components/FleetWhere.tsx';
import { TypeCount } from '#components/TypeCount.tsx';
import { useFleetStatus } from '#fleet/use-fleet.ts';
import { count, plural, t } from '#texts/t.ts';
import { clip, visible } from '#lib/text.ts';
import { guardFor, isCount } from '#rollouts/guard.ts';
import { happenedWords } from '#rollouts/run-words.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog, DialogBody, DialogFooter, DialogForm, DialogStrip } from '#ui/Dialog.tsx';
import { Failures } from './Failures.tsx';
import type { RunView } from './run-view.ts';

interface ResumeDialogProps {
  readonly view: RunView;
  readonly onDo: () => void;
  readonly onClose: () => void;
  readonly returnTo: RefObject<HTMLElement | null>;
}

/**
 * Whether going on is to be asked about: it overrules a halt, its tab was closed and nobody may remember what it was, it restarts
 * devices, or there are very many left. @param fleet devices that are known to be there
 */
export function asksToResume({ ledger, counts, interrupted }: Pick<RunView, 'ledger' | 'counts' | 'interrupted'>, fleet: number): boolean {
  const left = counts.waiting + counts.sending;
  return ledger.status === 'halted' || interrupted || (ledger.plan.change.kind === 'restart' && left > 0) || guardFor(left, fleet) === 'type';
}

/** Before a run goes on that somebody confirmed an hour ago, or a week: the same guard as before it began, for what is left of it. */
export function ResumeDialog({ view: { ledger, interrupted }, onDo, onClose, returnTo }: ResumeDialogProps) {
  const { coverage } = useFleetStatus();
  // As it opens: of those that are on their way some may turn out to be settled, and none is added.
  const [{ left, underWay }] = useState(() => leftOf(ledger));
  const [typed, setTyped] = useState('');
  const [counting, setCounting] = useState(false);
  const go = useRef<HTMLButtonElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  const restarts = ledger.plan.change.kind === 'restart' && left.length > 0;
  const halted = ledger.status === 'halted';
  const guard = guardFor(left.length, coverage.held);
  const blocked = guard === 'type' && !isCount(typed, left.length) ? t`Type the count first.` : null;
  const action = restarts ? t`Restart ${count(left.length, 'device')}` : halted ? t`Resume and reset the counters` : left.length === 0 ? t`Resume` : t`Resume with ${count(left.length, 'device')}`;
  const resume = (): void => {
    onClose();
    onDo();
  };
  const submit = (): void => {
    if (blocked !== null || counting) return;
    if (restarts) setCounting(true);
    else resume();
  };
  return (
    <Dialog title={halted ? t`Resume anyway` : t`Resume`} subject={<FleetWhere />} onClose={onClose} returnTo={returnTo} {...(guard !== 'type' && { initialFocus: halted ? cancel : go })}>
      <DialogForm onSubmit={submit}>
        <DialogBody>
          <p className="text-sm font-medium wrap-anywhere">
            <bdi>{clip(visible(ledger.plan.title), 200)}</bdi>
          </p>
          {(halted || interrupted) && <p className="text-sm">{happenedWords(ledger, interrupted).cause}</p>}
          <Failures ledger={ledger} />
          <p className="text-sm">
            {left.length === 0 ? t`Nothing is left to be sent.` : t`Sending continues with ${count(left.length, 'untouched device')}.`}{halted && <> {t`The halt rules start counting again from here: what has failed so far does not halt the run again.`}</>}
          </p>
          {left.length > 0 && (
            <p className="text-sm">
              <FirstDevices devices={left} />
            </p>
          )}
          {underWay > 0 && <p className="text-sm text-ink-2">{plural(underWay, '# write was on its way: what became of it is found out first.', '# writes were on their way: what became of them is found out first.')}</p>}
          {restarts && <p className="text-sm text-ink-2">{t`Anything an App holds only in memory is lost. A restart cannot be undone, and is never resent automatically.`}</p>}
        </DialogBody>
        {counting && (
          <DialogStrip>
            <Countdown focus={cancel} onEnd={resume} what={action} />
          </DialogStrip>
        )}
        {guard === 'type' && !counting && <TypeCount devices={left.length} typed={typed} onTyped={setTyped} off={false} />}
        <DialogFooter>
          <Button ref={cancel} onClick={onClose}>
            {t`Cancel`}
          </Button>
          <Button ref={go} type="submit" variant={restarts || halted ? 'danger' : 'primary'} blocked={counting ? null : blocked} busy={counting}>
            {action}
          </Button>
        </DialogFooter>
      </DialogForm>
    </Dialog>
  );
}

function leftOf(ledger: RunView['ledger']): { readonly left: readonly { readonly sid: string; readonly unique_name: string | null }[]; readonly underWay: number } {
  const left = ledger.indexes('waiting', 'sending').flatMap((index) => {
    const item = ledger.plan.items[index];
    return item === undefined ? [] : [{ sid: item.sid, unique_name: item.seen.name }];
  });
  return { left, underWay: ledger.indexes('sending').length };
}
