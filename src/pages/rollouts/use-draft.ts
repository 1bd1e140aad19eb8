import type { QueryClient } from '@tanstack/react-query';
import { useRef, useState, useSyncExternalStore } from 'react';
import { useNavigate } from 'react-router-dom';
import type { Device } from '#api/schema.ts';
import { errorWords } from '#lib/text.ts';
import type { Plan } from '#rollouts/plan.ts';
import { rollouts } from '#rollouts/rollouts.ts';
import { NEW_FORM, type WizardForm } from '#rollouts/wizard-form.ts';
import { draftPlan, type Drafted } from '#rollouts/wizard-plan.ts';
import { announce } from '#ui/announce.ts';
import { toast } from '#ui/toast.ts';
import { t } from '#texts/t.ts';
import { paths } from '../../paths.ts';
import { deleteDraft } from './DeleteDialog.tsx';
import { useLeave } from './use-leave.ts';
import { draftSearch, staysIn } from './wizard-address.ts';
import type { FrozenList } from './wizard-list.ts';

interface DraftOf {
  readonly wizard: string;
  readonly drafted: Drafted;
  readonly list: FrozenList | null;
  /** Those of the list, as far as they have been looked up. */
  readonly devices: readonly Device[] | null;
  /** The draft that was opened. */
  readonly kept: Plan | null;
  readonly client: QueryClient;
}

export interface Draft {
  /** Browser clock, milliseconds; null while nothing is kept. */
  readonly keptAt: number | null;
  /** Something was changed since. */
  readonly unkept: boolean;
  /** Why it cannot be kept. */
  readonly blocked: string | null;
  readonly failed: string | null;
  /** Why nothing at all can be kept in this browser. */
  readonly notKept: string | null;
  readonly keep: () => Promise<void>;
  readonly remove: () => void;
  /** It goes on elsewhere: nothing is to be kept of it when this page is left. */
  readonly leave: () => void;
}

/**
 * What is kept of a rollout before it is started: on request, and when its page is left with something that was not kept. Whatever it
 * lacks it is kept as it stands: what somebody has typed is not lost because something else is missing.
 */
export function useDraft({ wizard, drafted, list, devices, kept, client }: DraftOf): Draft {
  const { id, form } = drafted;
  const all = rollouts(client);
  const navigate = useNavigate();
  const notKept = useSyncExternalStore(all.subscribe, () => all.notKept);
  // Compared as what they are: another form or list with each change.
  const [last, setLast] = useState({ form, list, at: kept?.createdAt ?? null });
  const [failed, setFailed] = useState<string | null>(null);
  const over = useRef(false);
  const unkept = last.form !== form || last.list !== list;
  const blocked = notKept ?? (list === null && isUsual(form) ? t`Nothing to save yet.` : null);

  const store = async (): Promise<number> => {
    const at = Date.now();
    await all.keepDraft(draftPlan(drafted, list?.sids ?? [], devices ?? [], at));
    return at;
  };
  const keep = async (): Promise<void> => {
    if (blocked !== null) return;
    try {
      const at = await store();
      setLast({ form, list, at });
      setFailed(null);
      announce(t`Draft saved`);
      void navigate({ search: draftSearch(id) }, { replace: true, state: staysIn(wizard) });
    } catch (error) {
      setFailed(errorWords(error));
    }
  };
  const keepOnLeaving = async (): Promise<void> => {
    // What was emptied again is no loss, unless it is a draft that was fuller before.
    if (over.current || (blocked !== null && notKept === null && last.at === null)) return;
    try {
      await store();
      toast({ tone: 'info', title: t`Kept as a draft`, description: drafted.title, action: { label: t`Open it`, run: () => void navigate(paths.newRollout + draftSearch(id)) } });
    } catch (error) {
      toast({ tone: 'bad', title: t`The rollout that you left could not be kept as a draft`, description: errorWords(error) });
    }
  };
  useLeave(unkept, () => void keepOnLeaving());
  return {
    keptAt: last.at,
    unkept,
    blocked,
    failed,
    notKept,
    keep,
    remove: () =>
      void deleteDraft(all, id, () => {
        over.current = true;
        void navigate(paths.rollouts);
      }),
    leave: () => {
      over.current = true;
    },
  };
}

/** Whether nothing stands in it that somebody has put there. */
function isUsual(form: WizardForm): boolean {
  return JSON.stringify(form) === JSON.stringify(NEW_FORM);
}
