import { visible } from '#lib/text.ts';
import type { Plan } from '#rollouts/plan.ts';
import { t } from '#texts/t.ts';

/** What a run does to each device. `app`: how the App is called; null where it gives none. Pure. */
export function changeWords({ change, parent }: Pick<Plan, 'change' | 'parent'>, app: string | null): string {
  switch (change.kind) {
    case 'deploy':
      return t`Deploy ${app ?? change.app}`;
    case 'logging':
      return change.on ? t`Turn logging on for 24 hours, or extend it` : t`Turn logging off`;
    case 'restart':
      return t`Restart`;
    case 'config':
      return t`Set the Config ${visible(change.key)} of each`;
    case 'restore':
      return parent?.why === 'retarget' ? t`Set the target of each device to its running App` : t`Give each device back what it had before`;
  }
}

export type Why = NonNullable<Plan['parent']>['why'];

/** What a run is to the one that it follows. */
export const FOLLOWS: Readonly<Record<Why, string>> = {
  retry: t`Retry of`,
  undo: t`Rollback of`,
  retarget: t`Cancels pending of`,
  copy: t`Copy of`,
};

/** What one that follows is to this run. */
export const FOLLOWED: Readonly<Record<Why, string>> = {
  retry: t`Retried by`,
  undo: t`Rolled back by`,
  retarget: t`Pending cancelled by`,
  copy: t`Copied as`,
};
