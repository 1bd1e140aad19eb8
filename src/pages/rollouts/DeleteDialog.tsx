import { useQueryClient } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { clip, visible } from '#lib/text.ts';
import { rollouts, type Rollouts } from '#rollouts/rollouts.ts';
import { t } from '#texts/t.ts';
import { toast } from '#ui/toast.ts';
import { AskDialog } from './AskDialog.tsx';

interface DeleteDialogProps {
  readonly id: string;
  readonly title: string;
  readonly onDeleted: () => void;
  readonly onClose: () => void;
  readonly returnTo: RefObject<HTMLElement | null>;
}

/** Before this browser forgets a run that has ended: there is no way back from that. */
export function DeleteDialog({ id, title, onDeleted, onClose, returnTo }: DeleteDialogProps) {
  const client = useQueryClient();
  const remove = async (): Promise<void> => {
    try {
      await rollouts(client).remove(id);
      toast({ tone: 'ok', title: t`Run deleted` });
      onDeleted();
    } catch (error) {
      notDeleted(error);
    }
  };
  return (
    <AskDialog title={t`Delete this run`} action={t`Delete for good`} danger onDo={() => void remove()} onClose={onClose} returnTo={returnTo}>
      <p className="text-sm font-medium wrap-anywhere">
        <bdi>{clip(visible(title), 200)}</bdi>
      </p>
      <p className="text-sm">
        {t`This deletes the outcome of each device and what each had before, so nothing can be rolled back from here. This browser has the only copy. Export the run first if you may need it.`}
      </p>
      <p className="text-sm text-ink-2">{t`No device is changed by that.`}</p>
    </AskDialog>
  );
}

/** A draft goes at once: nothing was sent, and it can be had back for as long as the toast is there. */
export async function deleteDraft(all: Rollouts, id: string, onDeleted: () => void): Promise<void> {
  try {
    const before = await all.plan(id);
    await all.remove(id);
    onDeleted();
    if (before !== null) toast({ tone: 'ok', title: t`Draft deleted`, description: before.title, action: { label: t`Put it back`, run: () => void all.keepDraft(before) } });
  } catch (error) {
    notDeleted(error);
  }
}

function notDeleted(error: unknown): void {
  toast({ tone: 'bad', title: t`It could not be deleted`, description: clip(visible(error instanceof Error ? error.message : String(error)), 300) });
}
