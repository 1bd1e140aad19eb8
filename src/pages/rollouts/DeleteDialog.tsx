import { useQueryClient } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { clip, visible } from '#lib/text.ts';
import { rollouts } from '#rollouts/rollouts.ts';
import { toast } from '#ui/toast.ts';
import { AskDialog } from './AskDialog.tsx';

interface DeleteDialogProps {
  readonly id: string;
  readonly title: string;
  readonly draft: boolean;
  readonly onDeleted: () => void;
  readonly onClose: () => void;
  readonly returnTo: RefObject<HTMLElement | null>;
}

/** Before this browser forgets a run that has ended, or a draft. */
export function DeleteDialog({ id, title, draft, onDeleted, onClose, returnTo }: DeleteDialogProps) {
  const client = useQueryClient();
  const remove = async (): Promise<void> => {
    try {
      await rollouts(client).remove(id);
      toast({ tone: 'ok', title: draft ? 'Draft deleted' : 'Run deleted' });
      onDeleted();
    } catch (error) {
      toast({ tone: 'bad', title: 'It could not be deleted', description: clip(visible(error instanceof Error ? error.message : String(error)), 300) });
    }
  };
  return (
    <AskDialog title={draft ? 'Delete this draft' : 'Delete this run'} action="Delete for good" danger onDo={() => void remove()} onClose={onClose} returnTo={returnTo}>
      <p className="text-sm font-medium wrap-anywhere">
        <bdi>{clip(visible(title), 200)}</bdi>
      </p>
      <p className="text-sm">
        {draft
          ? 'This browser forgets it, and nobody else has it. Nothing was sent.'
          : 'This browser forgets what came of each device, and what each had before: then nothing can be put back from here. Nobody else has it, and it cannot be had again. Export it first if it may be wanted.'}
      </p>
      {!draft && <p className="text-sm text-ink-2">No device is changed by that.</p>}
    </AskDialog>
  );
}
