import { useState, type RefObject } from 'react';
import type { Pace } from '#fleet/view.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog, DialogBody, DialogFooter, DialogForm } from '#ui/Dialog.tsx';
import { LocalData } from './LocalData.tsx';
import { pacePreference } from './pace.ts';
import { usePreference } from './preference.ts';
import { stuckAfterPreference } from './stuck-after.ts';
import { draftOf, limitsOf } from './threshold-draft.ts';
import { ThresholdFields } from './ThresholdFields.tsx';

const PACES: Record<Pace, string> = {
  auto: t`By itself: every 20 seconds while something lands, else every minute`,
  less: t`Less often: every 10 minutes`,
  manual: t`Only when asked`,
};

interface ReadingDialogProps {
  readonly returnTo: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** What counts as stuck, how often the fleet is read, and what this browser keeps of it. */
export function ReadingDialog({ returnTo, onClose }: ReadingDialogProps) {
  const [limits, setLimits] = usePreference(stuckAfterPreference);
  const [pace, setPace] = usePreference(pacePreference);
  const [draft, setDraft] = useState(() => draftOf(limits));
  const [chosen, choose] = useState(pace);
  const wanted = limitsOf(draft);
  const save = (): void => {
    if (wanted === null) return;
    setLimits(wanted);
    setPace(chosen);
    onClose();
  };
  return (
    <Dialog title={t`Reading and thresholds`} subject={t`Kept in this browser, for every page of the console.`} onClose={onClose} returnTo={returnTo}>
      <DialogForm onSubmit={save}>
        <DialogBody>
          <ThresholdFields draft={draft} onChange={setDraft} />
          <fieldset className="flex flex-col gap-1.5 border-t border-line pt-3">
            <legend className="float-left mb-1.5 w-full text-sm font-semibold">{t`The whole fleet is read`}</legend>
            {(['auto', 'less', 'manual'] as const).map((each) => (
              <label key={each} className="flex cursor-pointer items-center gap-2 pointer-coarse:min-h-9">
                <input type="radio" name="pace" className="accent-accent" checked={chosen === each} onChange={() => choose(each)} />
                {PACES[each]}
              </label>
            ))}
            <p className="text-sm text-ink-2">{t`Never in a tab that is hidden; several tabs read as much as one.`}</p>
          </fieldset>
          <LocalData />
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" variant="primary" blocked={wanted === null ? t`One of the times cannot be used.` : null}>
            {t`Save`}
          </Button>
        </DialogFooter>
      </DialogForm>
    </Dialog>
  );
}
