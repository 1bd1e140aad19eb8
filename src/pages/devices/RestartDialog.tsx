import { useRef } from 'react';
import { session } from '#api/session.ts';
import { updateResult } from '#fleet/health.ts';
import { Button } from '#ui/Button.tsx';
import { CopyButton } from '#ui/CopyButton.tsx';
import { Dialog, DialogBody, DialogFooter, DialogForm } from '#ui/Dialog.tsx';
import { curlCommand } from './device-curl.ts';
import { useDeviceChange } from './device-change.ts';
import type { DeviceDialogProps } from './DeviceActions.tsx';
import { ChangeNotice, leaveWord, Notice } from './DeviceChangeNotice.tsx';
import { DeviceSubject } from './DeviceSubject.tsx';

/** Restart: says what it does, sends it once, and never again by itself. */
export function RestartDialog({ device, onClose, returnTo }: DeviceDialogProps) {
  const cancel = useRef<HTMLButtonElement>(null);
  const { progress, busy, blocked, send } = useDeviceChange(device, onClose);
  const pending = updateResult(device).family === 'pending';
  const unknown = progress.kind === 'unknown';
  return (
    <Dialog title="Restart" subject={<DeviceSubject device={device} />} onClose={onClose} returnTo={returnTo} initialFocus={cancel}>
      <DialogForm onSubmit={() => send({ kind: 'restart' })}>
        <DialogBody>
          <p className="text-ink-2">
            The App on this device ends and starts afresh; what it had only in memory is lost. A restart leaves no trace in the device’s data, cannot be taken back, and is
            never sent again by itself.
          </p>
          {pending && (
            <Notice tone="info" title="An update is pending.">
              The restart starts the App that runs now. It does not bring the update forward.
            </Notice>
          )}
          <ChangeNotice progress={progress} what="restart" unknown="Reading the device again would not tell: a restart leaves no trace. It was not sent a second time." />
        </DialogBody>
        <DialogFooter>
          <CopyButton what="as curl" label="Copy as curl" text={curlCommand(device.sid, { kind: 'restart' }, session())} className="mr-auto h-8 pointer-coarse:h-11" />
          <Button ref={cancel} onClick={onClose}>
            {leaveWord(progress)}
          </Button>
          <Button type="submit" variant="danger" busy={busy} blocked={blocked}>
            {unknown ? 'Restart once more' : 'Restart the App'}
          </Button>
        </DialogFooter>
      </DialogForm>
    </Dialog>
  );
}
