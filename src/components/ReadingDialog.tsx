import { useState, type RefObject } from 'react';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog, DialogBody, DialogFooter, DialogForm } from '#ui/Dialog.tsx';
import { LocalData } from './LocalData.tsx';
import { pacePreference } from './pace.ts';
import { PaceChoice } from './PaceChoice.tsx';
import { usePreference } from './preference.ts';
import { stuckAfterPreference } from './stuck-after.ts';
import { draftOf, limitsOf } from './threshold-draft.ts';
import { ThresholdFields } from './ThresholdFields.tsx';

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
          <div className="border-t border-line pt-3">
            <PaceChoice pace={chosen} onChange={choose} />
          </div>
          <div className="border-t border-line pt-3">
            <LocalData />
          </div>
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
