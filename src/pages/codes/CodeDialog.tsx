import { useRef, useState, type RefObject } from 'react';
import { codeKey, LONGEST_CODE, LONGEST_LINK, LONGEST_MEANING, withEntry, type CodeEntry } from '#components/code-dictionary.ts';
import { codesPreference, keepCodes } from '#components/code-kept.ts';
import { usePreference } from '#components/preference.ts';
import { clip, visible } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { announce } from '#ui/announce.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog, DialogBody, DialogFooter, DialogForm } from '#ui/Dialog.tsx';
import { Field, TextInput } from '#ui/Field.tsx';
import { toast } from '#ui/toast.ts';
import { readDraft, type CodeDraft, type DraftProblems } from './code-draft.ts';

interface CodeDialogProps {
  /** The code that it was opened for; empty for one that is still to be named. */
  readonly given: string;
  /** What stands there already; null for a new one. */
  readonly entry: CodeEntry | null;
  readonly onClose: (saved: boolean) => void;
  readonly returnTo: RefObject<HTMLElement | null>;
}

/** Writes what a code means, or changes it. What is wrong is said when it is to be saved. */
export function CodeDialog({ given, entry, onClose, returnTo }: CodeDialogProps) {
  const [entries] = usePreference(codesPreference());
  const [begun] = useState(entry);
  const before = begun?.code ?? null;
  const [draft, setDraft] = useState<CodeDraft>({ code: before ?? given, meaning: begun?.meaning ?? '', link: begun?.link ?? '' });
  const [tried, setTried] = useState(false);
  const meaning = useRef<HTMLInputElement>(null);
  const { entry: made, problems } = readDraft(draft, given, before, entries);
  const said: DraftProblems = tried ? problems : {};
  const set = (part: Partial<CodeDraft>): void => setDraft((now) => ({ ...now, ...part }));
  const save = (): void => {
    setTried(true);
    if (made === null) return;
    const kept = keepCodes(withEntry(codesPreference().get(), made, before));
    if (kept) announce(t`Saved`);
    else toast({ tone: 'bad', title: t`Not kept in this browser`, description: t`It has no room, or keeps nothing: what you wrote holds until this page is left. Export it to a file.` });
    onClose(true);
  };
  const cancel = (): void => onClose(false);
  return (
    <Dialog
      title={begun === null ? t`Describe an error code` : t`Edit the description`}
      subject={codeKey(given) === null ? t`The API publishes no meanings: this is your own text` : t`Error code ${clip(visible(given), 60)}`}
      onClose={cancel}
      returnTo={returnTo}
      {...(given !== '' && { initialFocus: meaning })}
    >
      <DialogForm onSubmit={save}>
        <DialogBody>
          <Field label={t`Code`} hint={t`As the API writes it: capitals count.`} error={said.code}>
            <TextInput value={draft.code} maxLength={LONGEST_CODE} className="font-mono" onValueChange={(code) => set({ code })} />
          </Field>
          <Field label={t`Meaning`} hint={t`Shown wherever the code is, and in what is copied for a ticket.`} error={said.meaning}>
            <TextInput ref={meaning} value={draft.meaning} maxLength={LONGEST_MEANING} spellCheck onValueChange={(text) => set({ meaning: text })} />
          </Field>
          <Field label={t`Runbook, if there is one`} hint={t`An address on the web that says what to do.`} error={said.link}>
            <TextInput type="url" inputMode="url" value={draft.link} maxLength={LONGEST_LINK} placeholder="https://" onValueChange={(link) => set({ link })} />
          </Field>
        </DialogBody>
        <DialogFooter>
          <Button onClick={cancel}>{t`Cancel`}</Button>
          <Button type="submit" variant="primary">
            {t`Save`}
          </Button>
        </DialogFooter>
      </DialogForm>
    </Dialog>
  );
}
