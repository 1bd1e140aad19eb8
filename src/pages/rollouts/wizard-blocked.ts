import type { Waves } from '#rollouts/waves.ts';
import { firstProblem, type WizardForm } from '#rollouts/wizard-form.ts';
import { t } from '#texts/t.ts';
import type { Wizard } from './use-wizard.ts';

/** Why a rollout cannot be started yet, the first thing to be done about it; null when it can. Pure. */

interface ToStart {
  /** Why nothing can be kept in this browser. */
  readonly notKept: string | null;
  readonly form: WizardForm;
  readonly list: boolean;
  readonly readOnly: boolean;
  readonly state: Pick<Wizard, 'app' | 'waves' | 'split' | 'sent' | 'openError' | 'devicesError'>;
}

export function startBlocked({ readOnly, notKept, form, list, state: { app, waves, split, sent, openError, devicesError } }: ToStart): string | null {
  if (readOnly) return t`Read-only: this console was started so that nothing can be changed.`;
  if (notKept !== null) return t`Nothing is sent without a journal. ${notKept}`;
  const first = incomplete(form, app !== null, list);
  if (first !== null) return first;
  if (devicesError !== null || openError !== null) return t`The devices or the other runs could not be read.`;
  if (split === null) return t`The devices are still being looked up.`;
  if (sent.length === 0) return t`There is no device left to send it to.`;
  return wrong(form, waves);
}

function incomplete(form: WizardForm, app: boolean, list: boolean): string | null {
  if (!app) return form.app.trim() === '' ? t`Pick an App first.` : t`No App of this name or SID: pick one first.`;
  return list ? null : t`Freeze a list of devices first.`;
}

function wrong(form: WizardForm, waves: Waves): string | null {
  if (waves.problem !== null) return t`Correct the waves first.`;
  const number = firstProblem(form);
  return number === null ? null : t`Correct “${number}” first.`;
}
