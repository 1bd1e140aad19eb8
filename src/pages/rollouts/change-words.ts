import type { Plan } from '#rollouts/plan.ts';

/** What a run does to each device. `app`: how the App is called; null where it gives none. Pure. */
export function changeWords({ change, parent }: Pick<Plan, 'change' | 'parent'>, app: string | null): string {
  switch (change.kind) {
    case 'deploy':
      return `Deploy ${app ?? change.app}`;
    case 'logging':
      return change.on ? 'Turn logging on for 24 hours, or extend it' : 'Turn logging off';
    case 'restart':
      return 'Restart';
    case 'restore':
      return parent?.why === 'retarget' ? 'Give each the App that it runs now' : 'Put back what each had before';
  }
}

export type Why = NonNullable<Plan['parent']>['why'];

/** What a run is to the one that it follows. */
export const FOLLOWS: Readonly<Record<Why, string>> = {
  retry: 'Retry of',
  undo: 'Puts back',
  retarget: 'Retargets the pending of',
  copy: 'Copy of',
};

/** What one that follows is to this run. */
export const FOLLOWED: Readonly<Record<Why, string>> = {
  retry: 'Retried by',
  undo: 'Put back by',
  retarget: 'Pending retargeted by',
  copy: 'Copied as',
};
