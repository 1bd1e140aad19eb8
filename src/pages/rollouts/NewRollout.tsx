import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { serverNow } from '#api/clock.ts';
import type { Device } from '#api/schema.ts';
import { session } from '#api/session.ts';
import { PlanDialog } from '#components/PlanDialog.tsx';
import { useChosen } from '#components/selection.ts';
import { count, t } from '#texts/t.ts';
import type { Plan } from '#rollouts/plan.ts';
import { formOf, NEW_FORM, type WizardForm } from '#rollouts/wizard-form.ts';
import { wizardPlan, type Drafted, type Wanted } from '#rollouts/wizard-plan.ts';
import { rich } from '#texts/rich.ts';
import { Field, TextInput } from '#ui/Field.tsx';
import { Title } from '#ui/Title.tsx';
import { paths } from '../../paths.ts';
import { NewRolloutActions } from './NewRolloutActions.tsx';
import { NewRolloutApp } from './NewRolloutApp.tsx';
import { NewRolloutDevices } from './NewRolloutDevices.tsx';
import { NewRolloutHalts } from './NewRolloutHalts.tsx';
import { NewRolloutPace } from './NewRolloutPace.tsx';
import { NewRolloutPreflight } from './NewRolloutPreflight.tsx';
import { NewRolloutSummary } from './NewRolloutSummary.tsx';
import { NewRolloutWaves } from './NewRolloutWaves.tsx';
import { useDraft } from './use-draft.ts';
import { useWizard } from './use-wizard.ts';
import { startBlocked } from './wizard-blocked.ts';
import type { FrozenList } from './wizard-list.ts';

interface NewRolloutProps {
  readonly id: string;
  /** What the history calls this wizard. */
  readonly wizard: string;
  /** The draft that is opened, or what it is a copy of. */
  readonly from: Plan | null;
  readonly isDraft: boolean;
  /** The App that is chosen already, by its sid; empty for none. */
  readonly app?: string;
}

/** What is about to be started, frozen as its dialog opens. */
interface Opened {
  readonly plan: Plan;
  readonly devices: readonly Device[];
}

/** Puts a rollout together, on one page: what is sent to which devices, in which waves, how fast, and what stops it. */
export function NewRollout({ id, wizard, from, isDraft, app: first = '' }: NewRolloutProps) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const chosen = useChosen();
  const [form, setForm] = useState<WizardForm>(() => (from === null ? { ...NEW_FORM, app: first } : formOf(from)));
  const [list, setList] = useState<FrozenList | null>(() => (from === null ? fromSelection(chosen) : fromPlan(from, isDraft)));
  const [opened, setOpened] = useState<Opened | null>(null);
  const start = useRef<HTMLButtonElement>(null);

  const state = useWizard(id, form, list);
  const { app, devices, sent, usualTitle } = state;
  const parent: Plan['parent'] = from === null ? null : isDraft ? from.parent : { id: from.id, why: 'copy' };
  const drafted: Drafted = { id, form, app: app?.sid ?? null, title: form.title ?? usualTitle, parent, frozenAt: list?.at ?? null };
  const draft = useDraft({ wizard, drafted, list, devices, kept: isDraft ? from : null, client });
  const set = (patch: Partial<WizardForm>): void => setForm((now) => ({ ...now, ...patch }));

  const open = (): void => {
    const plan = app === null || list === null ? null : planNow({ ...drafted, app: app.sid, frozenAt: list.at }, sent);
    if (plan !== null) setOpened({ plan, devices: sent });
  };
  const { readOnly } = session();
  return (
    <div data-fit className="flex min-h-0 flex-1 flex-col">
      <Title>{t`New rollout · Fleet Console`}</Title>
      <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-surface px-4 py-2.5">
        <Link to={paths.rollouts} className="text-sm text-ink-2 hover:underline pointer-coarse:py-1.5">
          {t`Rollouts`}
        </Link>
        <h1 className="rounded-sm text-lg font-semibold">{isDraft || draft.keptAt !== null ? t`Draft of a rollout` : t`New rollout`}</h1>
      </div>
      {readOnly && (
        <p role="note" className="shrink-0 border-b border-warn/30 bg-warn-tint px-4 py-2 text-sm">
          {rich`${<strong className="font-semibold">{t`Read-only.`}</strong>} This console was started so that nothing can be changed. A rollout can be put together and kept as a draft, but not started.`}
        </p>
      )}
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto grid w-full max-w-[80rem] items-start gap-4 p-4 max-sm:p-3 lg:grid-cols-[minmax(0,1fr)_24rem]">
          <div className="flex min-w-0 flex-col gap-4">
            <Field label={t`Title`}>
              <TextInput value={form.title ?? usualTitle} maxLength={200} onValueChange={(title) => set({ title })} onBlur={() => form.title?.trim() === '' && set({ title: null })} />
            </Field>
            <NewRolloutApp text={form.app} onText={(text) => set({ app: text })} state={state} />
            <NewRolloutDevices list={list} onList={setList} state={state} form={form} onChange={set} />
            <NewRolloutWaves form={form} onChange={set} state={state} list={list} />
            <NewRolloutPace form={form} onChange={set} />
            <NewRolloutHalts form={form} onChange={set} />
          </div>
          <NewRolloutPreflight form={form} state={state} list={list} />
        </div>
      </div>
      <NewRolloutActions
        ref={start}
        state={state}
        draft={draft}
        blocked={startBlocked({ readOnly, notKept: draft.notKept, form, list: list !== null, state })}
        onStart={open}
      />
      {opened !== null && app !== null && (
        <PlanDialog
          title={t`Start the rollout`}
          {...opened}
          words={(left) => t`Start rollout to ${count(left, 'device')}`}
          parts={form.parts}
          returnTo={start}
          onClose={() => setOpened(null)}
          onStarted={() => {
            draft.leave();
            void navigate(paths.rollout(id));
          }}
        >
          <NewRolloutSummary plan={opened.plan} app={app.label} />
        </PlanDialog>
      )}
    </div>
  );
}

function planNow(wanted: Wanted, sent: readonly Device[]): Plan | null {
  return wizardPlan(wanted, sent, Date.now());
}

function fromSelection(chosen: ReadonlySet<string>): FrozenList | null {
  return chosen.size === 0 ? null : { sids: [...chosen], at: serverNow(), from: 'selection' };
}

function fromPlan({ items, asked, createdAt }: Plan, isDraft: boolean): FrozenList | null {
  return items.length === 0 ? null : { sids: items.map(({ sid }) => sid), at: asked?.frozenAt ?? createdAt, from: isDraft ? 'draft' : 'copy' };
}
