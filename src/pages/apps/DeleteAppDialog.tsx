import { useQuery } from '@tanstack/react-query';
import { useState, type RefObject } from 'react';
import { serverNow } from '#api/clock.ts';
import type { App } from '#api/schema.ts';
import { session } from '#api/session.ts';
import { FleetWhere } from '#components/FleetWhere.tsx';
import { useNow } from '#components/now.ts';
import { useRollouts } from '#components/use-rollouts.ts';
import { wordToType } from '#components/word-to-type.ts';
import type { Coverage } from '#fleet/view.ts';
import { errorWords, withoutUnseen } from '#lib/text.ts';
import { runsOfApp } from '#rollouts/app-runs.ts';
import { isOpen } from '#rollouts/head.ts';
import { rich } from '#texts/rich.ts';
import { plural, t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog, DialogBody, DialogFields, DialogFooter, DialogForm, DialogStrip } from '#ui/Dialog.tsx';
import { Field, TextInput } from '#ui/Field.tsx';
import type { AppFigures } from './app-figures.ts';
import { labelOf } from './AppRowName.tsx';
import { deleteBlocked, knowsFleet } from './delete-guard.ts';
import { DeleteAppTies } from './DeleteAppTies.tsx';
import { useRemoveApp } from './use-remove-app.ts';

interface DeleteAppDialogProps {
  readonly app: App;
  /** As they are counted now; null while nothing is. */
  readonly figures: AppFigures | null;
  readonly coverage: Coverage;
  readonly onClose: () => void;
  readonly returnTo: RefObject<HTMLElement | null>;
}

/** Before an App is deleted: what still has to do with it, and its name typed. There is no way back. */
export function DeleteAppDialog({ app, figures, coverage, onClose, returnTo }: DeleteAppDialogProps) {
  const now = useNow();
  const [openedAt] = useState(serverNow);
  const [typed, setTyped] = useState('');
  // So many may be left without it: when more run it by now, that has to be said anew.
  const [acceptedFor, setAcceptedFor] = useState(0);
  const { runs, unread } = useRunsOf(app.sid);
  const { progress, remove, look } = useRemoveApp(app);

  const label = labelOf({ sid: app.sid, name: app.unique_name });
  const word = wordToType(app);
  const known = figures !== null && knowsFleet(coverage, openedAt, now);
  const targeted = figures?.counts.targeted.count ?? 0;
  const running = figures?.counts.running.count ?? 0;
  // A row that could not be read may be a device that runs it.
  const left = running + coverage.malformed;
  const accepted = left <= acceptedFor;
  const sending = progress.kind === 'sending';
  const unknown = progress.kind === 'unknown';
  const blocked = deleteBlocked({
    readOnly: session().readOnly, known, targeted, left, accepted,
    runs: runs.data?.open.length ?? null, unreadable: runs.data?.unreadable.length ?? 0,
    typed: withoutUnseen(typed).trim() === word,
  });
  const submit = (): void => {
    if (blocked === null && !sending && !unknown) remove();
  };
  // It is on its way: leaving would only look like calling it off.
  const leave = (): void => {
    if (!sending) onClose();
  };
  return (
    <Dialog title={t`Delete an App`} subject={<FleetWhere />} onClose={leave} returnTo={returnTo}>
      <DialogForm onSubmit={submit}>
        <DialogBody>
          <DialogFields off={sending || unknown}>
            <p className="text-sm">
              {rich`${<strong key="name" className="font-semibold wrap-anywhere"><bdi>{label}</bdi></strong>} is deleted from the account, for everybody. It cannot be had back over this API: it would have to be uploaded again, and would have another SID. What becomes of devices that run a deleted App is published nowhere.`}
            </p>
            <p className="font-mono text-xs wrap-anywhere text-ink-2">{app.sid}</p>
            <DeleteAppTies figures={figures} coverage={coverage} known={known} runs={runs.data ?? null} unread={unread} label={label} />
            {runs.error !== null && (
              <p role="alert" className="text-sm wrap-anywhere text-bad">
                {t`The rollouts of this browser could not be read: ${errorWords(runs.error)}`}
              </p>
            )}
            {known && targeted === 0 && left > 0 && (
              <label className="flex items-start gap-2 rounded-md border border-warn/30 bg-warn-tint px-3 py-2 text-sm">
                <input type="checkbox" checked={accepted} onChange={(event) => setAcceptedFor(event.target.checked ? left : 0)} className="mt-0.5 size-4 accent-accent" />
                {coverage.malformed === 0
                  ? plural(left, 'Delete it although # device still runs it', 'Delete it although # devices still run it')
                  : plural(left, 'Delete it although # device runs it, or may', 'Delete it although # devices run it, or may')}
              </label>
            )}
          </DialogFields>
          {progress.kind === 'failed' && (
            <p role="alert" className="rounded-md border border-bad/30 bg-bad-tint px-3 py-2 text-sm wrap-anywhere">
              {progress.words}
            </p>
          )}
          {progress.kind === 'unknown' && (
            <div role="alert" className="flex flex-col items-start gap-2 rounded-md border border-bad/30 bg-bad-tint px-3 py-2 text-sm wrap-anywhere">
              <p>
                <strong className="font-semibold">{t`Nobody knows whether it was deleted.`}</strong>{' '}
                {progress.accepted
                  ? t`The API accepted it, and the App could not be read again. It is not sent a second time. ${errorWords(progress.error)}`
                  : t`The answer got lost, and the App could not be read again. It is not sent a second time. ${errorWords(progress.error)}`}
              </p>
              <Button onClick={look}>{t`Read it again`}</Button>
            </div>
          )}
        </DialogBody>
        <DialogStrip>
          <Field label={t`Type ${word} to confirm`} hint={word === app.sid ? t`The whole SID, as it has no name that could be typed.` : t`Exactly, capitals included.`}>
            <TextInput value={typed} readOnly={sending || unknown} maxLength={500} onValueChange={setTyped} />
          </Field>
        </DialogStrip>
        <DialogFooter>
          <Button onClick={leave} blocked={sending ? t`It is on its way.` : null}>
            {unknown ? t`Close` : t`Cancel`}
          </Button>
          <Button type="submit" variant="danger" busy={sending} blocked={unknown ? t`It is not sent a second time: read it again first.` : blocked}>
            {t`Delete App`}
          </Button>
        </DialogFooter>
      </DialogForm>
    </Dialog>
  );
}

/** The runs of this browser that have to do with it, read again when one begins or ends. `unread`: why its list of runs may not be whole. */
function useRunsOf(sid: string) {
  const all = useRollouts();
  const unread = all.notKept;
  const heads = all.heads();
  const open = heads?.filter((head) => isOpen(head) || head.status === 'draft').map(({ id, status }) => `${id} ${status}`) ?? [];
  const runs = useQuery({
    queryKey: ['rollouts', 'of-app', sid, open.join(' ')],
    queryFn: () => runsOfApp(heads ?? [], (id) => all.plan(id), sid),
    enabled: heads !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    networkMode: 'always',
    retry: false,
  });
  return { runs, unread };
}
