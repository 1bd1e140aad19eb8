import { useQueryClient } from '@tanstack/react-query';
import { session } from '#api/session.ts';
import { clip, visible } from '#lib/text.ts';
import type { Command } from '#rollouts/run-tabs.ts';
import { rollouts } from '#rollouts/rollouts.ts';
import { toast } from '#ui/toast.ts';
import { t } from '#texts/t.ts';

/**
 * Tells whoever drives the run what to do; it comes back in how the run stands, and a failure as a toast. False when it could not
 * be told. `wave`: the one to open, from 0, of `next-wave`: said of another, it does nothing.
 */
export function useCommand(id: string): (command: Command, wave?: number) => Promise<boolean> {
  const client = useQueryClient();
  return (command, wave) => rollouts(client).command(id, command, wave).then(() => true, failed);
}

function failed(error: unknown): false {
  toast({ tone: 'bad', title: t`That could not be done`, description: clip(visible(error instanceof Error ? error.message : String(error)), 300) });
  return false;
}

/** Why nothing may be sent at all; null when it may. */
export function blockedIn(): string | null {
  return session().readOnly ? t`Read-only: this console was started so that nothing can be changed.` : null;
}
