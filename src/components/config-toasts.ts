import type { QueryClient } from '@tanstack/react-query';
import { ApiError } from '#api/error.ts';
import type { Config } from '#api/schema.ts';
import type { Scope } from '#api/scope.ts';
import { rememberConfig } from '#fleet/keyed-cache.ts';
import { addConfig, KeyChanged, saveConfig, type KeyedOutcome } from '#fleet/keyed.ts';
import { t } from '#texts/t.ts';
import { toast } from '#ui/toast.ts';
import { errorText, unknownWords } from './device-toasts.ts';
import { keyLabel } from './keyed-limits.ts';

const REREAD = t`The answer was lost or out of date; the key was read again and shows the change.`;

/** Says that a Config was written or deleted, and offers to put back what was there before. `row`: null once it is deleted. */
export function toastConfig(client: QueryClient, scope: Scope, before: Config | null, { key, row, reread }: { readonly key: string; readonly row: Config | null; readonly reread: boolean }): void {
  const name = keyLabel(key);
  const value = before?.value ?? null;
  const back = value === null || value === row?.value ? null : row === null ? () => addConfig(scope, key, value) : () => saveConfig(scope, row, value);
  toast({
    tone: 'ok',
    title: row === null ? t`Config “${name}” deleted` : before === null ? t`Config “${name}” created` : t`Config “${name}” saved`,
    ...(reread && { description: row === null ? t`It is no longer there.` : REREAD }),
    ...(back && { action: { label: t`Undo`, run: () => void undo(client, scope, key, back) } }),
  });
}

async function undo(client: QueryClient, scope: Scope, key: string, back: () => Promise<KeyedOutcome<Config>>): Promise<void> {
  const name = keyLabel(key);
  try {
    const outcome = await back();
    if (outcome.kind === 'unknown') {
      toast({ tone: 'bad', title: t`Outcome unknown: Config “${name}”`, description: unknownWords(outcome) });
      return;
    }
    await rememberConfig(client, scope, key, outcome.row);
    toast({ tone: 'ok', title: t`Put back`, description: t`Config “${name}” has its earlier value again.` });
  } catch (error) {
    const taken = error instanceof ApiError && error.isConflict;
    const why = error instanceof KeyChanged || taken ? t`Config “${name}” was changed again in the meantime; that stands.` : errorText(error instanceof Error ? error : new Error(String(error)));
    toast({ tone: 'bad', title: t`Not put back`, description: why });
  }
}
