import { useRef, useState, type ReactNode, type RefObject } from 'react';
import { KeyChanged, type KeyedOutcome } from '#fleet/keyed.ts';
import type { Patience } from '#fleet/patience.ts';
import { withoutUnseen } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { CopyButton } from '#ui/CopyButton.tsx';
import { Dialog, DialogBody, DialogFooter, DialogForm, DialogStrip } from '#ui/Dialog.tsx';
import { Field, TextInput } from '#ui/Field.tsx';
import { keyLabel } from './keyed-limits.ts';
import { Notice } from './Notice.tsx';
import { useKeyedWrite } from './use-keyed-write.ts';
import { WriteNotice } from './WriteNotice.tsx';

export interface DeleteWords {
  readonly title: string;
  /** What it means, in sentences. */
  readonly help: string;
  /** As a title: `Config “prefs”`. */
  readonly what: string;
}

interface DeleteKeyDialogProps<Row> {
  readonly words: DeleteWords;
  readonly row: Row;
  /** Whose it is. */
  readonly owner: ReactNode;
  /** Whether the key has to be typed: what belongs to the account may be read by every device. */
  readonly typed: boolean;
  readonly blocked: string | null;
  readonly lock: string;
  /** How one looks that somebody else changed meanwhile; without it only that it was changed is told. */
  readonly renderNow?: (now: Row) => ReactNode;
  /** `seen`: what is deleted, and nothing that came in its place. */
  readonly remove: (seen: Row, patience: Patience) => Promise<KeyedOutcome<Row>>;
  readonly onDeleted: (seen: Row, how: { readonly reread: boolean; readonly already?: true }) => Promise<void>;
  readonly onClose: () => void;
  readonly returnTo: RefObject<HTMLElement | null>;
}

/** Before a key is deleted, for good as far as the API is concerned. */
export function DeleteKeyDialog<Row extends { readonly key: string }>({ words, row, owner, typed, blocked, lock, renderNow, remove, onDeleted, onClose, returnTo }: DeleteKeyDialogProps<Row>) {
  const [seen, setSeen] = useState(row);
  const [text, setText] = useState('');
  const { progress, busy, send, reset } = useKeyedWrite<Row>(onClose);
  const cancel = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const changed: KeyChanged<Row> | null = progress.kind === 'failed' && progress.error instanceof KeyChanged ? progress.error : null;
  const off = blocked ?? (typed && text !== row.key && withoutUnseen(text).trim() !== row.key ? t`Type the key first.` : null) ?? (changed === null ? null : t`Somebody else changed it: decide on that first.`);
  const submit = (): void => {
    if (off === null) send({ lock, what: words.what, work: (patience) => remove(seen, patience), done: (how) => onDeleted(seen, how) });
  };
  return (
    <Dialog title={words.title} subject={owner} onClose={onClose} returnTo={returnTo} initialFocus={typed ? field : cancel}>
      <DialogForm onSubmit={submit}>
        <DialogBody>
          <p className="flex items-center gap-1 font-mono text-base font-medium wrap-anywhere">
            <bdi>{keyLabel(row.key)}</bdi>
            <CopyButton text={row.key} what={t`key`} />
          </p>
          <p className="text-sm">{words.help}</p>
          {changed?.now && (
            <Notice
              tone="bad"
              title={t`Changed by somebody else in the meantime.`}
              action={
                <>
                  {renderNow?.(changed.now)}
                  <Button
                    className="mt-1"
                    onClick={() => {
                      if (changed.now !== null) setSeen(changed.now);
                      reset();
                      cancel.current?.focus();
                    }}
                  >
                    {t`I have seen it, go on`}
                  </Button>
                </>
              }
            >
              {t`Nothing was deleted. What is there now is not what you have seen.`}
            </Notice>
          )}
          {changed === null && <WriteNotice progress={progress} unknown={t`The key could not be read again either. Look at it before you send it once more.`} />}
        </DialogBody>
        {typed && (
          <DialogStrip>
            <Field label={t`Type the key to confirm`}>
              <TextInput ref={field} value={text} autoCapitalize="none" readOnly={busy} className="font-mono" onValueChange={setText} />
            </Field>
          </DialogStrip>
        )}
        <DialogFooter>
          <Button ref={cancel} onClick={onClose}>
            {progress.kind === 'sending' || progress.kind === 'unknown' ? t`Close` : t`Cancel`}
          </Button>
          <Button type="submit" variant="danger" busy={busy} blocked={off}>
            {t`Delete`}
          </Button>
        </DialogFooter>
      </DialogForm>
    </Dialog>
  );
}
