import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState, type ReactNode, type RefObject } from 'react';
import { ApiError } from '#api/error.ts';
import type { Secret } from '#api/schema.ts';
import { keyProblem, type Scope } from '#api/scope.ts';
import { rememberSecret } from '#fleet/keyed-cache.ts';
import { addSecret, KeyChanged, renewSecret } from '#fleet/keyed.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog, DialogBody, DialogFields, DialogFooter, DialogForm } from '#ui/Dialog.tsx';
import { toast } from '#ui/toast.ts';
import { ChangedSecret } from './ChangedSecret.tsx';
import { errorText } from './device-toasts.ts';
import { KeyField } from './KeyField.tsx';
import { keyLabel, newKeyProblem } from './keyed-limits.ts';
import { Notice } from './Notice.tsx';
import { SecretInput } from './SecretInput.tsx';
import { Time } from './Time.tsx';
import { unsavedWords, useKeyedWrite, type WriteProgress } from './use-keyed-write.ts';
import { useSecretField } from './use-secret-field.ts';
import { fieldOf, WriteNotice } from './WriteNotice.tsx';

interface SecretDialogProps {
  readonly scope: Scope;
  readonly owner: ReactNode;
  /** What is rotated, as it was seen; null for one that is made. */
  readonly seen: Secret | null;
  readonly blocked: string | null;
  /** Whether there is such a key, as far as the list was read. */
  readonly taken: (key: string) => boolean;
  readonly onClose: () => void;
  readonly returnTo: RefObject<HTMLElement | null>;
}

/** Makes a Secret, or gives one another value. What it was before nobody can see, here or anywhere. */
export function SecretDialog({ scope, owner, seen, blocked, taken, onClose, returnTo }: SecretDialogProps) {
  const client = useQueryClient();
  const [base, setBase] = useState(seen);
  const [key, setKey] = useState(seen?.key ?? '');
  const field = useSecretField();
  const keyInput = useRef<HTMLInputElement>(null);
  const { progress, busy, send, reset } = useKeyedWrite<Secret>(onClose);
  const error = progress.kind === 'failed' ? progress.error : null;
  // Where the key is given there is no field for it.
  const given = base ?? seen;
  const where = fieldOf(error);
  const about = given !== null && where === 'key' ? null : where;
  const refocus = useEffectEvent(() => {
    if (about === 'key') keyInput.current?.focus();
    else field.focus();
  });
  // The fields were switched off while it was sent, and lost the focus by that.
  const ended = progress.kind === 'failed' || progress.kind === 'unknown' ? progress : null;
  useEffect(() => {
    if (ended !== null) refocus();
  }, [ended]);
  const meanwhile: KeyChanged<Secret> | null = error instanceof KeyChanged ? error : error instanceof ApiError && error.isNotFound && base !== null ? new KeyChanged<Secret>(null) : null;
  const off =
    blocked ??
    (base === null ? newKeyProblem(key) : keyProblem(key)) ??
    field.problem ??
    (field.length === 0 ? t`Type the value first.` : null) ??
    (meanwhile === null ? null : t`Somebody else changed it: decide on that first.`);
  const submit = (): void => {
    if (off !== null) return;
    const name = keyLabel(key);
    const value = field.take();
    send({
      lock: `secret ${scope} ${key}`,
      what: t`Secret “${name}”`,
      work: async (patience) => {
        const outcome = await (base === null ? addSecret(scope, key, value, patience) : renewSecret(scope, base, value, patience));
        // It is there: whoever sends it once more gives it a value, and does not make it.
        if (outcome.kind === 'unknown' && outcome.now) setBase(outcome.now);
        return outcome;
      },
      done: async ({ row, reread }) => {
        field.clear();
        await rememberSecret(client, scope, key, row);
        toast({ tone: 'ok', title: base === null ? t`Secret “${name}” created` : t`Secret “${name}” rotated`, ...(reread && { description: t`The answer was lost or out of date; the key was read again and shows the change.` }) });
      },
    });
  };
  return (
    <Dialog
      title={seen === null ? t`New Secret` : t`Rotate a Secret`}
      subject={owner}
      onClose={onClose}
      returnTo={returnTo}
      unsaved={field.length > 0 || (given === null && key !== '') ? unsavedWords(progress) : null}
    >
      <DialogForm onSubmit={submit}>
        <DialogBody>
          {given === null ? (
            <DialogFields off={busy}>
              <KeyField
                input={keyInput}
                value={key}
                taken={taken(key) ? t`There is a Secret with this key already, as far as the list was read.` : null}
                error={error !== null && about === 'key' ? errorText(error) : null}
                onChange={(text) => {
                  setKey(text);
                  reset();
                }}
              />
            </DialogFields>
          ) : (
            <p className="text-sm wrap-anywhere">
              <bdi className="font-mono font-medium">{keyLabel(given.key)}</bdi>
              <span className="block text-ink-2">
                {t`Rotated`} <Time date={given.date_rotated} focusable />
              </span>
            </p>
          )}
          <SecretInput field={field} off={busy} error={error !== null && about === 'value' ? errorText(error) : null} onEdit={reset} />
          <p className="text-sm text-ink-2">{seen === null ? t`Once it is created nobody can see it again: neither here, nor from the API.` : t`It takes the place of the value that is there now, which cannot be seen or put back.`}</p>
          {given !== null && meanwhile !== null && (
            <ChangedSecret
              now={meanwhile.now}
              onMine={() => {
                setBase(meanwhile.now);
                reset();
                field.focus();
              }}
              onLeave={onClose}
            />
          )}
          {seen !== null && base === null && meanwhile === null && (
            <Notice tone="info" title={t`It was deleted by somebody else.`}>
              {t`Sent from here, it is made anew.`}
            </Notice>
          )}
          {meanwhile === null && about === null && <WriteNotice progress={progress} unknown={unknownWords(progress)} />}
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{progress.kind === 'sending' || progress.kind === 'unknown' ? t`Close` : t`Cancel`}</Button>
          <Button type="submit" variant="primary" busy={busy} blocked={off}>
            {base === null ? t`Create` : t`Rotate`}
          </Button>
        </DialogFooter>
      </DialogForm>
    </Dialog>
  );
}

function unknownWords(progress: WriteProgress<Secret>): string {
  if (progress.kind !== 'unknown') return '';
  return progress.now ? t`The key is there now; whether with your value the API does not tell. Sent once more, it has your value for certain.` : t`The key could not be read again either. Look at it before you send it once more.`;
}
