import { useEffect, useEffectEvent, useMemo, useRef, useState, type RefObject } from 'react';
import { ApiError } from '#api/error.ts';
import type { Config } from '#api/schema.ts';
import { KeyChanged, KeyNotApplied } from '#fleet/keyed.ts';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { DialogBody, DialogFields, DialogFooter, DialogForm } from '#ui/Dialog.tsx';
import { Field, TextArea } from '#ui/Field.tsx';
import { ChangedConfig } from './ChangedConfig.tsx';
import { fieldText, lineEnds, sentText, shapeOf } from './config-value.ts';
import { errorText } from './device-toasts.ts';
import { FileButton } from './FileButton.tsx';
import { KeyField } from './KeyField.tsx';
import { newKeyProblem, valueProblem } from './keyed-limits.ts';
import { Notice } from './Notice.tsx';
import type { WriteProgress } from './use-keyed-write.ts';
import { ValueHint } from './ValueHint.tsx';
import { ValueNotes } from './ValueNotes.tsx';
import { fieldOf, WriteNotice } from './WriteNotice.tsx';

interface ConfigFormProps {
  readonly area: RefObject<HTMLTextAreaElement | null>;
  /** What is changed, as it was seen; null for one that is made. */
  readonly seen: Config | null;
  readonly progress: WriteProgress<Config>;
  readonly busy: boolean;
  /** Why nothing can be changed; null when it can. */
  readonly blocked: string | null;
  /** Whether there is such a key, as far as the list was read. */
  readonly taken: (key: string) => boolean;
  /** `seen`: null where it is to be made. */
  readonly onSave: (seen: Config | null, key: string, value: string) => void;
  /** What was typed has changed: what was said of it before no longer holds. */
  readonly onEdit: () => void;
  /** Whether something stands in the fields that is kept nowhere else. */
  readonly onUnsaved: (unsaved: boolean) => void;
  readonly onCancel: () => void;
}

/** Key and value of a Config, as they are typed: with the API's limits, and what the value looks like. */
export function ConfigForm({ area, seen, progress, busy, blocked, taken, onSave, onEdit, onUnsaved, onCancel }: ConfigFormProps) {
  const [base, setBase] = useState(seen);
  const [key, setKey] = useState(seen?.key ?? '');
  const [draft, setDraft] = useState(() => ({ text: fieldText(seen?.value ?? ''), ends: lineEnds(seen?.value ?? '') }));
  const [fileProblem, setFileProblem] = useState<string | null>(null);
  const keyInput = useRef<HTMLInputElement>(null);

  const value = sentText(draft.text, draft.ends);
  const shape = useMemo(() => shapeOf(draft.text), [draft.text]);
  const error = progress.kind === 'failed' ? progress.error : null;
  // Where the key is given there is no field for it.
  const field = fieldOf(error);
  const about = seen !== null && field === 'key' ? null : field;
  const meanwhile = error instanceof KeyChanged ? error : error instanceof ApiError && error.isNotFound && base !== null ? new KeyChanged<Config>(null) : null;
  // What the API made of it is no doing of somebody else's.
  if (error instanceof KeyNotApplied && base !== error.now) setBase(error.now);
  // The fields were switched off while it was sent, and lost the focus by that.
  const refocus = useEffectEvent(() => (about === 'key' ? keyInput : area).current?.focus());
  const ended = progress.kind === 'failed' || progress.kind === 'unknown' ? progress : null;
  useEffect(() => {
    if (ended !== null) refocus();
  }, [ended]);
  const wrong = valueProblem(value);
  const same = base !== null && draft.text === fieldText(base.value ?? '') && draft.ends === lineEnds(base.value ?? '');
  const unsaved = base === null ? key !== '' || draft.text !== '' : !same;
  useEffect(() => onUnsaved(unsaved), [onUnsaved, unsaved]);
  const off = blocked ?? (base === null ? newKeyProblem(key) : null) ?? wrong ?? (same ? t`The value is as it was.` : null) ?? (meanwhile === null ? null : t`Somebody else changed it: decide on that first.`);
  const edit = (text: string): void => {
    setDraft(({ ends }) => ({ text, ends }));
    setFileProblem(null);
    onEdit();
  };
  const goOn = (now: Config | null, theirs: boolean): void => {
    setBase(now);
    if (theirs) setDraft({ text: fieldText(now?.value ?? ''), ends: lineEnds(now?.value ?? '') });
    onEdit();
    area.current?.focus();
  };
  const valueError = wrong ?? fileProblem ?? (error !== null && about === 'value' ? errorText(error) : null);
  return (
    <DialogForm onSubmit={() => off === null && onSave(base, base?.key ?? key, value)}>
      <DialogBody>
        <DialogFields off={busy}>
          {seen === null && (
            <KeyField
              input={keyInput}
              value={key}
              taken={taken(key) ? t`There is a Config with this key already, as far as the list was read.` : null}
              error={error !== null && (about === 'key' || error instanceof KeyChanged) ? refusal(error) : null}
              onChange={(text) => {
                setKey(text);
                onEdit();
              }}
            />
          )}
          <Field label={t`Value`} error={valueError} hint={<ValueHint value={value} />}>
            <TextArea ref={area} rows={12} wrap="soft" value={draft.text} onValueChange={edit} className="max-h-[45vh] min-h-28 max-sm:max-h-[26vh] font-mono text-sm! wrap-anywhere" />
          </Field>
          <div className="flex flex-wrap items-start gap-2">
            <FileButton
              blocked={blocked}
              onFile={(file) => {
                if ('problem' in file) {
                  setFileProblem(file.problem);
                  return;
                }
                setDraft({ text: fieldText(file.text), ends: lineEnds(file.text) });
                setFileProblem(null);
                onEdit();
              }}
            />
            <div className="min-w-0 flex-1 py-1.5">
              <ValueNotes shape={shape} />
            </div>
          </div>
          {draft.ends !== 'lf' && <p className="text-sm text-ink-2">{draft.ends === 'crlf' ? t`Its lines end as on Windows (CR LF), and will go on doing so.` : t`Its line ends are mixed: saved from here, all of them are line feeds.`}</p>}
          {value === '' && <p className="text-sm text-ink-2">{t`Empty: whether the API takes that is published nowhere; if not, it says so here.`}</p>}
        </DialogFields>
        {seen !== null && meanwhile !== null && <ChangedConfig now={meanwhile.now} onMine={() => goOn(meanwhile.now, false)} onTheirs={() => goOn(meanwhile.now, true)} onLeave={onCancel} />}
        {seen !== null && base === null && meanwhile === null && (
          <Notice tone="info" title={t`It was deleted by somebody else.`}>
            {rich`Saved from here, it is made anew.`}
          </Notice>
        )}
        {meanwhile === null && about === null && <WriteNotice progress={progress} unknown={unknownWords(progress)} />}
      </DialogBody>
      <DialogFooter>
        <Button onClick={onCancel}>{progress.kind === 'sending' || progress.kind === 'unknown' ? t`Close` : t`Cancel`}</Button>
        <Button type="submit" variant="primary" busy={busy} blocked={off}>
          {base === null ? t`Create` : t`Save`}
        </Button>
      </DialogFooter>
    </DialogForm>
  );
}

function refusal(error: Error): string {
  return error instanceof KeyChanged ? t`Somebody else made a Config with this key just now; nothing was changed.` : errorText(error);
}

function unknownWords(progress: WriteProgress<Config>): string {
  return progress.kind === 'unknown' && progress.now === undefined ? t`The key could not be read again either. Look at it before you send it once more.` : '';
}
