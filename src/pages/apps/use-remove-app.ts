import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { App } from '#api/schema.ts';
import { AppChanged, findOut, NotLookedAt, removeApp, type Removal } from '#fleet/remove-app.ts';
import { errorWords } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { toast } from '#ui/toast.ts';
import { paths } from '../../paths.ts';
import { labelOf } from './AppRowName.tsx';

export type RemoveProgress =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  /** Nothing was carried out. */
  | { readonly kind: 'failed'; readonly words: string }
  /** It may have been carried out, and is not sent again. `accepted`: the API accepted it; else the answer got lost. */
  | Extract<Removal, { kind: 'unknown' }>;

interface RemoveApp {
  readonly progress: RemoveProgress;
  /** Sends one DELETE; while it is on its way, and while its outcome is unknown, nothing more. */
  readonly remove: () => void;
  /** Reads again what became of it. */
  readonly look: () => void;
}

/** Deletes an App from its dialog, and says what came of it: there, or by a toast once the dialog is no more. */
export function useRemoveApp(app: App): RemoveApp {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [progress, setProgress] = useState<RemoveProgress>({ kind: 'idle' });
  // Outside of React's state, which is too late for the second of two clicks in the same moment.
  const busy = useRef(false);
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const label = labelOf({ sid: app.sid, name: app.unique_name });

  const failed = (words: string): void => {
    setProgress({ kind: 'failed', words });
    if (!here.current) toast({ tone: 'bad', title: t`${label} was not deleted`, description: words });
  };
  const told = (removal: Removal): void => {
    if (removal.kind === 'gone') {
      toast({ tone: 'ok', title: t`${label} deleted`, ...(removal.by !== 'here' && { description: BY[removal.by] }) });
      if (here.current) void navigate(paths.apps, { replace: true });
    } else if (removal.kind === 'kept') {
      failed(t`The API accepted the deletion, but the App is still there.`);
    } else if (removal.kind === 'there') {
      failed(t`The answer got lost. Read again, the App is still there: it was not deleted. ${errorWords(removal.error)}`);
    } else {
      setProgress(removal);
      if (!here.current) toast({ tone: 'bad', title: t`Nobody knows whether ${label} was deleted`, description: errorWords(removal.error) });
    }
  };
  const run = async (work: () => Promise<Removal>): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    setProgress({ kind: 'sending' });
    try {
      told(await work());
    } catch (error) {
      failed(failureWords(error));
    } finally {
      busy.current = false;
    }
  };
  return {
    progress,
    remove: () => {
      if (progress.kind !== 'unknown') void run(() => removeApp(client, app));
    },
    look: () => {
      if (progress.kind === 'unknown') void run(() => findOut(client, app.sid, progress));
    },
  };
}

const BY: Readonly<Record<'lost' | 'before', string>> = {
  lost: t`The answer got lost; read again, the App is gone.`,
  before: t`It was gone already: somebody else has deleted it.`,
};

function failureWords(error: unknown): string {
  if (error instanceof AppChanged) return t`Nothing was sent: by now it is called “${labelOf({ sid: error.app.sid, name: error.app.unique_name })}”. Look at it again.`;
  if (error instanceof NotLookedAt) return t`Nothing was sent: the App could not be looked at first. ${errorWords(error)}`;
  return t`It was not deleted: ${errorWords(error)}`;
}
