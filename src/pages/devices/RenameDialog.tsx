import { Suspense, useState } from 'react';
import { ApiError } from '#api/error.ts';
import { session } from '#api/session.ts';
import { deviceLabel } from '#components/DeviceName.tsx';
import { useDeviceChange } from '#components/device-change.ts';
import { errorText } from '#components/device-toasts.ts';
import { Notice } from '#components/Notice.tsx';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { useAnnounced } from '#ui/announce.ts';
import { Button } from '#ui/Button.tsx';
import { CopyButton } from '#ui/CopyButton.tsx';
import { Dialog, DialogBody, DialogFooter, DialogForm } from '#ui/Dialog.tsx';
import { Field, TextInput } from '#ui/Field.tsx';
import { late } from '#ui/late.ts';
import { curlCommand } from './device-curl.ts';
import { nameWarnings } from './device-name.ts';
import type { DeviceDialogProps } from './DeviceActions.tsx';
import { ChangeNotice, leaveWord } from './DeviceChangeNotice.tsx';
import { ChangedNotice, useMeanwhile } from './DeviceMeanwhile.tsx';
import { DeviceSubject } from './DeviceSubject.tsx';

const RunNote = late(async () => (await import('./DeviceRuns.tsx')).RunNote, () => null);

/** Gives a device another unique name, or asks the API to clear it. */
export function RenameDialog({ device, onClose, returnTo }: DeviceDialogProps) {
  const [name, setName] = useState(device.unique_name ?? '');
  const meanwhile = useMeanwhile(device, 'rename');
  const { progress, busy, blocked, send, reset } = useDeviceChange(meanwhile.seen, onClose);
  const refused = progress.kind === 'failed' && isAboutTheName(progress.error) ? progress.error : null;
  const current = device.unique_name ?? '';
  return (
    <Dialog title={t`Rename`} subject={<DeviceSubject device={meanwhile.seen} />} onClose={onClose} returnTo={returnTo}>
      <DialogForm onSubmit={() => meanwhile.changed || send({ kind: 'rename', name })}>
        <DialogBody>
          <Field
            label={t`Unique name`}
            hint={t`Unique among the account’s devices; can be used in place of the SID. Which characters and lengths the API allows is published nowhere.`}
            error={refused && errorText(refused)}
          >
            <TextInput
              value={name}
              onFocus={(event) => event.currentTarget.select()}
              onValueChange={(value) => {
                setName(value);
                reset();
              }}
            />
          </Field>
          <Consequence name={name} current={current} />
          {meanwhile.changed && (
            <ChangedNotice onAccept={meanwhile.accept}>
              {rich`It is now called ${<bdi className="font-medium text-ink">{device.unique_name === null ? t`nothing (its name was cleared)` : deviceLabel(device)}</bdi>}.`}
            </ChangedNotice>
          )}
          <Suspense fallback={null}>
            <RunNote device={device} kind="rename" />
          </Suspense>
          {refused === null && <ChangeNotice progress={progress} what={t`rename`} unknown={t`The device could not be read again either. Look at it again before you send it once more.`} />}
        </DialogBody>
        <DialogFooter>
          <CopyButton what={t`as curl`} label={t`Copy as curl`} text={curlCommand(device.sid, { kind: 'rename', name }, session())} className="mr-auto h-8 pointer-coarse:h-11" />
          <Button onClick={onClose}>{leaveWord(progress)}</Button>
          <Button type="submit" variant="primary" busy={busy} blocked={meanwhile.changed ? t`Somebody else changed the name: decide on that first.` : blocked}>
            {name === '' ? t`Clear the name` : t`Rename`}
          </Button>
        </DialogFooter>
      </DialogForm>
    </Dialog>
  );
}

/** A refusal of a rename is about the name, unless the device itself is gone. */
function isAboutTheName(error: Error): boolean {
  return error instanceof ApiError && !error.isNotFound && (error.trouble === 'refused' || error.code === 'invalid_parameter');
}

function Unchanged({ words }: { readonly words: string }) {
  const all = t`${words} Sent as it is, nothing changes.`;
  useAnnounced(all);
  return <p className="text-sm text-ink-2">{all}</p>;
}

/** What the text in the field would do. */
function Consequence({ name, current }: { readonly name: string; readonly current: string }) {
  if (name === current) return <Unchanged words={name === '' ? t`It has no name now.` : t`That is its name already.`} />;
  if (name === '') {
    return (
      <Notice tone="info" title={t`Empty: the API is asked to clear the name.`}>
        {t`Whether it allows that is published nowhere; if not, it says so here.`}
      </Notice>
    );
  }
  const warnings = nameWarnings(name);
  if (warnings.length === 0) return null;
  return (
    <Notice tone="warn" title={t`Allowed, but:`}>
      {warnings.join(' ')}
    </Notice>
  );
}
