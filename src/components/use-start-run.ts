import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Plan } from '#rollouts/plan.ts';
import { rollouts } from '#rollouts/rollouts.ts';

interface StartRun {
  /** Keeps the plan and starts it, once: whatever is pressed in the same moment. */
  readonly start: (plan: Plan) => Promise<void>;
  /** Why it was not started; nothing was sent then. */
  readonly failed: string | null;
}

/** @param onStarted told the id of the run */
export function useStartRun(onStarted: (id: string) => void): StartRun {
  const client = useQueryClient();
  const [failed, setFailed] = useState<string | null>(null);
  // Outside of React's state, which is too late for the second of two clicks in the same moment.
  const started = useRef(false);
  const start = async (plan: Plan): Promise<void> => {
    if (started.current) return;
    started.current = true;
    setFailed(null);
    try {
      await rollouts(client).start(plan);
      onStarted(plan.id);
    } catch (error) {
      started.current = false;
      setFailed(error instanceof Error ? error.message : String(error));
    }
  };
  return { start, failed };
}
