import { useState } from 'react';
import { pacePreference } from '#components/pace.ts';
import { PaceChoice } from '#components/PaceChoice.tsx';
import { usePreference } from '#components/preference.ts';
import { stuckAfterPreference } from '#components/stuck-after.ts';
import { draftOf, limitsOf } from '#components/threshold-draft.ts';
import { ThresholdFields } from '#components/ThresholdFields.tsx';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { toast } from '#ui/toast.ts';

/** How often the fleet is read, at once; and from when on a drift is stuck, which is saved when all of it is typed. */
export function ReadingSettings() {
  const [pace, setPace] = usePreference(pacePreference);
  const [limits, setLimits] = usePreference(stuckAfterPreference);
  const [{ of, draft }, set] = useState(() => ({ of: limits, draft: draftOf(limits) }));
  // Saved here, or in another tab.
  if (of !== limits) set({ of: limits, draft: draftOf(limits) });
  const wanted = limitsOf(draft);
  const same = wanted !== null && JSON.stringify(wanted) === JSON.stringify(limits);
  return (
    <>
      <PaceChoice pace={pace} onChange={setPace} />
      <form
        noValidate
        className="flex flex-col items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted === null || same) return;
          if (setLimits(wanted)) toast({ tone: 'ok', title: t`Thresholds saved` });
        }}
      >
        <ThresholdFields draft={draft} onChange={(next) => set({ of: limits, draft: next })} />
        <Button type="submit" variant="primary" blocked={wanted === null ? t`One of the times cannot be used.` : same ? t`Nothing was changed.` : null}>
          {t`Save thresholds`}
        </Button>
      </form>
    </>
  );
}
