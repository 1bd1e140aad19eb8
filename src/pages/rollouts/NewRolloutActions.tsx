import { Play, Save, Trash2 } from 'lucide-react';
import type { RefObject } from 'react';
import { useNowText } from '#components/now.ts';
import { clip, visible } from '#lib/text.ts';
import { count, t } from '#texts/t.ts';
import { toTheMinute } from '#lib/time.ts';
import { rich } from '#texts/rich.ts';
import { Button } from '#ui/Button.tsx';
import type { Draft } from './use-draft.ts';
import type { Wizard } from './use-wizard.ts';

interface NewRolloutActionsProps {
  readonly ref: RefObject<HTMLButtonElement | null>;
  readonly state: Pick<Wizard, 'sent' | 'waves'>;
  readonly draft: Draft;
  /** Why it cannot be started. */
  readonly blocked: string | null;
  readonly onStart: () => void;
}

/** What can be done with what was put together; always in sight. */
export function NewRolloutActions({ ref, state: { sent, waves }, draft, blocked, onStart }: NewRolloutActionsProps) {
  const kept = useNowText((now) => keptWords(draft, now));
  return (
    <div role="toolbar" aria-label={t`Actions`} className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-t border-line-strong bg-surface px-4 py-2.5 text-sm max-sm:gap-x-2 max-sm:px-3">
      <span className="min-w-0 flex-1 basis-60 max-sm:basis-full">
        {blocked ?? (
          <>
            {rich`${<strong className="font-semibold">{count(sent.length, 'device')}</strong>} in ${count(waves.ends?.length ?? 0, 'wave')}.`}{' '}<span className="max-sm:hidden">{t`Nothing is sent before it is confirmed.`}</span>
          </>
        )}
        {kept !== '' && <span className="block text-ink-2">{kept}</span>}
        {draft.failed !== null && (
          <span role="alert" className="block text-bad">
            {rich`The draft could not be saved: ${clip(visible(draft.failed), 200)}`}
          </span>
        )}
      </span>
      {draft.keptAt !== null && (
        <Button variant="ghost" icon={<Trash2 aria-hidden size={15} />} onClick={draft.remove}>
          <span className="max-sm:sr-only">{t`Delete draft`}</span>
        </Button>
      )}
      <Button className="max-sm:flex-1" icon={<Save aria-hidden size={15} />} blocked={draft.blocked} onClick={() => void draft.keep()}>
        {t`Save draft`}
      </Button>
      <Button ref={ref} className="max-sm:flex-1" variant="primary" icon={<Play aria-hidden size={15} />} blocked={blocked} onClick={onStart}>
        {t`Start rollout…`}
      </Button>
    </div>
  );
}

function keptWords({ keptAt, unkept }: Draft, now: number): string {
  if (keptAt === null) return '';
  return t`Draft saved at ${toTheMinute(keptAt, now)}${unkept ? t`, changed since` : ''}.`;
}
