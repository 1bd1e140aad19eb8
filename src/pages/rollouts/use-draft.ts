import type { QueryClient } from '@tanstack/react-query';
import { useRef, useState, useSyncExternalStore } from 'react';
import { useNavigate } from 'react-router-dom';
import type { Device } from '#api/schema.ts';
import { errorWords } from '#lib/text.ts';
import type { Plan } from '#rollouts/plan.ts';
import { rollouts } from '#rollouts/rollouts.ts';
import type { Waves } from '#rollouts/waves.ts';
import type { WizardForm } from '#rollouts/wizard-form.ts';
import { draftPlan, type Wanted } from '#rollouts/wizard-plan.ts';
import { announce } from '#ui/announce.ts';
import { toast } from '#ui/toast.ts';
import { t } from '#texts/t.ts';
import { paths } from '../../paths.ts';
import { deleteDraft } from './DeleteDialog.tsx';
import { useLeave } from './use-leave.ts';
import { draftSearch, staysIn } from './wizard-address.ts';
import { draftBlocked } from './wizard-blocked.ts';
import type { FrozenList } from './wizard-list.ts';

interface DraftOf {
  readonly id: string;
  readonly wizard: string;
  readonly form: WizardForm;
  readonly list: FrozenList | null;
  /** Null without an App or a list. */
  readonly wanted: Wanted | null;
  readonly devices: readonly Device[] | null;
  readonly waves: Waves;
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

/** What is kept of a rollout before it is started: on request, and when its page is left with something that was not kept. */
export function useDraft({ id, wizard, form, list, wanted, devices, waves, kept, client }: DraftOf): Draft {
  const all = rollouts(client);
  const navigate = useNavigate();
  const notKept = useSyncExternalStore(all.subscribe, () => all.notKept);
  // Compared as what they are: another form or list with each change.
  const [last, setLast] = useState({ form, list, at: kept?.createdAt ?? null });
  const [failed, setFailed] = useState<string | null>(null);
  const over = useRef(false);
  const unkept = last.form !== form || last.list !== list;
  const blocked = draftBlocked({ notKept, form, list: list !== null, app: wanted !== null, looking: devices === null, waves });

  const store = async (): Promise<number | null> => {
    const at = Date.now();
    const plan = wanted === null || list === null || devices === null ? null : draftPlan(wanted, list.sids, devices, at);
    if (plan === null) return null;
    await all.keepDraft(plan);
    return at;
  };
  const keep = async (): Promise<void> => {
    if (blocked !== null || wanted === null) return;
    try {
      const at = await store();
      if (at === null) return;
      setLast({ form, list, at });
      setFailed(null);
      announce(t`Draft saved`);
      void navigate({ search: draftSearch(id) }, { replace: true, state: staysIn(wizard) });
    } catch (error) {
      setFailed(errorWords(error));
    }
  };
  const keepOnLeaving = async (): Promise<void> => {
    if (over.current) return;
    if (blocked !== null || wanted === null) {
      // An empty wizard is no loss.
      if (list !== null || form.app.trim() !== '') toast({ tone: 'bad', title: t`Not kept: the rollout that you left`, description: t`It could not be kept as a draft. ${blocked ?? ''}`.trim() });
      return;
    }
    try {
      await store();
      toast({ tone: 'info', title: t`Kept as a draft`, description: wanted.title, action: { label: t`Open it`, run: () => void navigate(paths.newRollout + draftSearch(id)) } });
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
