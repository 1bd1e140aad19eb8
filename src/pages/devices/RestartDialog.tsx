import { Suspense, useEffect, useEffectEvent, useRef, useState } from 'react';
import { session } from '#api/session.ts';
import { Countdown } from '#components/Countdown.tsx';
import { useDeviceChange } from '#components/device-change.ts';
import { toastCancelled } from '#components/device-toasts.ts';
import { Notice } from '#components/Notice.tsx';
import { updateResult } from '#fleet/health.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { CopyButton } from '#ui/CopyButton.tsx';
import { Dialog, DialogBody, DialogFooter, DialogForm } from '#ui/Dialog.tsx';
import { late } from '#ui/late.ts';
import { curlCommand } from './device-curl.ts';
import type { DeviceDialogProps } from './DeviceActions.tsx';
import { ChangeNotice, leaveWord } from './DeviceChangeNotice.tsx';
import { DeviceSubject } from './DeviceSubject.tsx';

const RunNote = late(async () => (await import('./DeviceRuns.tsx')).RunNote, () => null);

const RESTART = { kind: 'restart' } as const;
const COUNTING = t`It is sent when the wait is over; Cancel ends it.`;

/** Restart: says what it does, waits so that it can be called off, sends it once, and never again by itself. */
export function RestartDialog({ device, onClose, returnTo }: DeviceDialogProps) {
  const cancel = useRef<HTMLButtonElement>(null);
  const { progress, busy, blocked, send, reset } = useDeviceChange(device, onClose);
  const [counting, setCounting] = useState(false);
  const [crossed, setCrossed] = useState(false);
  const pending = updateResult(device).family === 'pending';
  const unknown = progress.kind === 'unknown';

  const over = useRef(false);
  const calledOff = useEffectEvent(() => over.current || toastCancelled(device, RESTART, t`Nothing was sent.`));
  // However it is left, by Cancel, Escape or another page, whoever has confirmed it is told that it did not happen.
  useEffect(() => (counting ? () => void calledOff() : undefined), [counting]);

  const confirm = (): void => {
    if (counting || busy || blocked !== null) return;
    reset();
    over.current = false;
    setCrossed(false);
    setCounting(true);
  };
  const end = (): void => {
    over.current = true;
    setCounting(false);
    setCrossed(!send(RESTART));
  };
  return (
    <Dialog title={t`Restart`} subject={<DeviceSubject device={device} />} onClose={onClose} returnTo={returnTo} initialFocus={cancel}>
      <DialogForm onSubmit={confirm}>
        <DialogBody>
          <p className="text-ink-2">
            {t`The App on this device ends and starts afresh; what it had only in memory is lost. A restart leaves no trace in the device’s data, cannot be taken back, and is never sent again by itself.`}
          </p>
          {pending && (
            <Notice tone="info" title={t`An update is pending.`}>
              {t`The restart starts the App that runs now. It does not bring the update forward.`}
            </Notice>
          )}
          <Suspense fallback={null}>
            <RunNote device={device} kind="restart" />
          </Suspense>
          {counting && <Countdown what={t`Restart the App`} onEnd={end} focus={cancel} />}
          {crossed && (
            <Notice tone="bad" title={t`The restart was not sent.`}>
              {t`When its wait was over, another change of this device was on its way.`}
            </Notice>
          )}
          <ChangeNotice progress={progress} what={t`restart`} unknown={t`Reading the device again would not tell: a restart leaves no trace. It was not sent a second time.`} />
        </DialogBody>
        <DialogFooter>
          <CopyButton what={t`as curl`} label={t`Copy as curl`} text={curlCommand(device.sid, RESTART, session())} className="mr-auto h-8 pointer-coarse:h-11" />
          <Button ref={cancel} onClick={onClose}>
            {leaveWord(progress)}
          </Button>
          <Button type="submit" variant="danger" busy={busy} blocked={counting ? COUNTING : blocked}>
            {unknown ? t`Restart once more` : t`Restart the App`}
          </Button>
        </DialogFooter>
      </DialogForm>
    </Dialog>
  );
}
