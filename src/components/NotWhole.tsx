import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { fleet } from '#fleet/fleet.ts';
import { useFleetStatus } from '#fleet/use-fleet.ts';
import { rich } from '#texts/rich.ts';
import { number, t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { isComplete } from './coverage-words.ts';

/** That not all of the fleet is known yet, and what follows from it; with a way to have it read where nobody does. */
export function NotWhole({ children }: { readonly children: ReactNode }) {
  const { coverage } = useFleetStatus();
  const read = useMutation({ mutationFn: () => fleet.refresh([]) });
  if (isComplete(coverage)) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-l-2 border-warn pl-2 text-sm text-warn">
      <p className="min-w-0 flex-1 basis-48">
        {rich`The fleet is not read whole: ${number(coverage.held)} read so far. ${children}`}
      </p>
      {coverage.reading === null && (
        <Button busy={read.isPending} onClick={() => read.mutate()}>
          {t`Read the fleet`}
        </Button>
      )}
    </div>
  );
}
