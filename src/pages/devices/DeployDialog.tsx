import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useMemo, useState } from 'react';
import { appQueries } from '#api/apps.ts';
import { ApiError } from '#api/error.ts';
import { APP_SID, type App } from '#api/schema.ts';
import { session } from '#api/session.ts';
import { AppName } from '#components/AppName.tsx';
import { AppFitNotice } from '#components/AppFitNotice.tsx';
import { appNamed, AppPicker } from '#components/AppPicker.tsx';
import { useDeviceChange } from '#components/device-change.ts';
import { errorText } from '#components/device-toasts.ts';
import { Notice } from '#components/Notice.tsx';
import { TypeName } from '#components/TypeName.tsx';
import { useFitGuard } from '#components/use-app-fit.ts';
import { clip, visible, withoutUnseen } from '#lib/text.ts';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { CopyButton } from '#ui/CopyButton.tsx';
import { Dialog, DialogBody, DialogFooter, DialogForm } from '#ui/Dialog.tsx';
import { Field } from '#ui/Field.tsx';
import { late } from '#ui/late.ts';
import { curlCommand } from './device-curl.ts';
import type { DeviceDialogProps } from './DeviceActions.tsx';
import { ChangeNotice, leaveWord } from './DeviceChangeNotice.tsx';
import { ChangedNotice, useMeanwhile } from './DeviceMeanwhile.tsx';
import { DeviceSubject } from './DeviceSubject.tsx';
import { DeployPreview } from './DeviceDeployPreview.tsx';

const RunNote = late(async () => (await import('./DeviceRuns.tsx')).RunNote, () => null);

/** What became of asking the API for an App that is not in the list. */
type Lookup = { readonly kind: 'none' } | { readonly kind: 'asking' } | { readonly kind: 'found'; readonly app: App } | { readonly kind: 'failed'; readonly error: Error };

const NO_LOOKUP: Lookup = { kind: 'none' };

/** Gives a device another target App: from the list, or any sid or unique name. */
export function DeployDialog({ device, onClose, returnTo }: DeviceDialogProps) {
  const client = useQueryClient();
  const apps = useQuery(appQueries.all());
  const [text, setText] = useState('');
  const [lookup, setLookup] = useState<Lookup>(NO_LOOKUP);
  const meanwhile = useMeanwhile(device, 'deploy');
  const { progress, busy, blocked, send, reset } = useDeviceChange(meanwhile.seen, onClose);

  const wanted = withoutUnseen(text).trim();
  const listed = appNamed(apps.data, text);
  const app = listed ?? (lookup.kind === 'found' ? lookup.app : null);
  const missing = lookup.kind === 'failed' && lookup.error instanceof ApiError && lookup.error.isNotFound;
  // The API knows it no more (or not yet), but it is a sid: it may be deployed knowingly.
  const sid = app?.sid ?? (missing && APP_SID.test(wanted) ? wanted : null);
  const target = device.app?.target_sid ?? null;
  const devices = useMemo(() => [device], [device]);
  const known = useMemo(() => (lookup.kind === 'found' ? new Map([...(apps.data ?? []), [lookup.app.sid, lookup.app] as const]) : apps.data), [apps.data, lookup]);
  const fit = useFitGuard({ app: sid, devices, apps: known });

  const lookUp = async (): Promise<void> => {
    setLookup({ kind: 'asking' });
    try {
      const found = await client.fetchQuery({ ...appQueries.one(wanted), staleTime: 0 });
      setLookup({ kind: 'found', app: found });
    } catch (error) {
      setLookup({ kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
    }
  };
  const submit = (): void => {
    if (meanwhile.changed || wanted === '' || lookup.kind === 'asking') return;
    if (sid === null) void lookUp();
    else if (fit.blocked === null) send({ kind: 'deploy', app: sid });
  };
  const mark = (of: string): string | null => {
    if (of === target) return of === device.app?.reported_sid ? t`target now, runs` : t`target now`;
    return of === device.app?.reported_sid ? 'runs' : null;
  };

  return (
    <Dialog title={t`Deploy an App`} subject={<DeviceSubject device={device} />} onClose={onClose} returnTo={returnTo}>
      <DialogForm onSubmit={submit}>
        <DialogBody>
          <Field label={t`App`} error={lookup.kind === 'failed' ? lookupError(lookup.error, wanted) : null}>
            <AppPicker
              value={text}
              onChange={(value) => {
                setText(value);
                setLookup(NO_LOOKUP);
                reset();
              }}
              apps={apps.data}
              mark={mark}
              fitting={fit.fitting}
            />
          </Field>
          {apps.isError && (
            <Notice tone="warn" title={t`The list of Apps could not be read.`}>
              {rich`A SID or a name still works. ${errorText(apps.error)}`}
            </Notice>
          )}
          {sid !== null && <DeployPreview device={device} app={app} sid={sid} />}
          <AppFitNotice words={fit.words} />
          {missing && sid !== null && (
            <Notice tone="warn" title={t`The API does not list this App.`}>
              {t`It may refuse the deployment, or the device may never install it.`}
            </Notice>
          )}
          {meanwhile.changed && (
            <ChangedNotice onAccept={meanwhile.accept}>
              {rich`Its target is now ${<AppName sid={target} className="font-medium text-ink" />}.`}
            </ChangedNotice>
          )}
          <Suspense fallback={null}>
            <RunNote device={device} kind="deploy" />
          </Suspense>
          <ChangeNotice progress={progress} what={t`deployment`} unknown={t`The device could not be read again either. Look at it again before you send it once more.`} />
        </DialogBody>
        <TypeName guard={fit} off={busy} />
        <DialogFooter>
          {sid !== null && <CopyButton what={t`as curl`} label={t`Copy as curl`} text={curlCommand(device.sid, { kind: 'deploy', app: sid }, session())} className="mr-auto h-8 pointer-coarse:h-11" />}
          <Button onClick={onClose}>{leaveWord(progress)}</Button>
          <Button type="submit" variant="primary" busy={busy || lookup.kind === 'asking'} blocked={blocked ?? blockedBy(wanted, meanwhile.changed) ?? fit.blocked}>
            {label(sid, wanted, sid === target, missing)}
          </Button>
        </DialogFooter>
      </DialogForm>
    </Dialog>
  );
}

function blockedBy(wanted: string, changed: boolean): string | null {
  if (changed) return t`Somebody else changed the target: decide on that first.`;
  return wanted === '' ? t`Pick an App, or type a SID or name.` : null;
}

function label(sid: string | null, wanted: string, again: boolean, missing: boolean): string {
  if (sid === null) return wanted === '' ? t`Deploy` : t`Look up this App`;
  if (again) return t`Deploy again`;
  return missing ? t`Deploy all the same` : t`Deploy`;
}

function lookupError(error: Error, wanted: string): string {
  if (error instanceof ApiError && error.isNotFound) {
    return t`The account has no App with the SID or unique name “${clip(visible(wanted), 80)}”. Names must match exactly.`;
  }
  return t`It could not be looked up: ${errorText(error)}`;
}
