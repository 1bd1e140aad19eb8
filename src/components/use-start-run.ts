import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { errorWords } from '#lib/text.ts';
import type { Plan } from '#rollouts/plan.ts';
import { rollouts } from '#rollouts/rollouts.ts';
import { t } from '#texts/t.ts';

/** Why it cannot be called off just now. */
export const STARTING = t`It is being started.`;

interface StartRun {
  /** `counting`: it was confirmed, and can still be called off. `starting`: it is being written down, and cannot any more. */
  readonly stage: 'asking' | 'counting' | 'starting';
  /** What was confirmed: exactly this is started, whatever else the dialog says by then. Null while it asks. */
  readonly plan: Plan | null;
  /** Somebody has confirmed this plan. `wait`: it begins only once `waited` is called. What is said while it does not ask is not heard. */
  readonly confirm: (plan: Plan, wait: boolean) => void;
  /** The wait is over. */
  readonly waited: () => void;
  /** Why it was not started; nothing was sent then. */
  readonly failed: string | null;
}

/** From a confirmation to the run that it starts, once: whatever is pressed in the same moment. @param onStarted told the id of the run */
export function useStartRun(onStarted: (id: string) => void): StartRun {
  const client = useQueryClient();
  const [stage, setStage] = useState<StartRun['stage']>('asking');
  const [failed, setFailed] = useState<string | null>(null);
  const [plan, setPlan] = useState<Plan | null>(null);
  // Outside of React's state, which is too late for the second of two clicks in the same moment.
  const confirmed = useRef(false);
  const start = async (now: Plan): Promise<void> => {
    setStage('starting');
    try {
      await rollouts(client).start(now);
      onStarted(now.id);
    } catch (error) {
      confirmed.current = false;
      setPlan(null);
      setStage('asking');
      setFailed(errorWords(error));
    }
  };
  return {
    stage,
    plan,
    failed,
    confirm: (now, wait) => {
      if (confirmed.current) return;
      confirmed.current = true;
      setFailed(null);
      setPlan(now);
      if (wait) setStage('counting');
      else void start(now);
    },
    waited: () => {
      if (stage === 'counting' && plan !== null) void start(plan);
    },
  };
}
