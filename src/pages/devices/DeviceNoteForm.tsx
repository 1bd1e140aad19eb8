import { Field as Base } from '@base-ui/react/field';
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { triage } from '#fleet/triage-face.ts';
import { LONGEST_NOTE } from '#fleet/triage.ts';
import { errorWords } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { Field } from '#ui/Field.tsx';

interface NoteFormProps {
  readonly sid: string;
  readonly note: string;
  readonly onClose: () => void;
}

/** Scrolls to the whole form: focusing the field would leave the buttons below it under the action bar of a phone. */
function intoView(form: HTMLElement | null): void {
  form?.scrollIntoView({ block: 'nearest' });
}

/** A note of a device. Empty, it is none. */
export function NoteForm({ sid, note, onClose }: NoteFormProps) {
  const [text, setText] = useState(note);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    // Whoever opens it wants to write, after what is there.
    area.current?.focus();
    area.current?.setSelectionRange(area.current.value.length, area.current.value.length);
    intoView(form.current);
  }, []);
  const save = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      await triage.note(sid, text);
      onClose();
    } catch (error) {
      flushSync(() => {
        setBusy(false);
        setFailed(t`It was not kept: ${errorWords(error)}`);
      });
      intoView(form.current);
    }
  };
  return (
    <form
      ref={form}
      noValidate
      className="flex basis-full flex-col gap-2 border-t border-line pt-2"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Field label={t`Note`} hint={t`Kept in this browser only. Addresses of web pages become links. Ctrl and Enter saves, Escape leaves it as it was.`} error={failed}>
        <Base.Control
          render={
            <textarea
              ref={area}
              rows={3}
              maxLength={LONGEST_NOTE}
              className="min-h-20 w-full resize-y rounded-md border border-line-strong bg-surface px-3 py-2 text-base text-ink max-sm:text-lg"
            />
          }
          value={text}
          onValueChange={setText}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onClose();
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
          }}
        />
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t`Cancel`}</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {t`Save`}
        </Button>
      </div>
    </form>
  );
}
