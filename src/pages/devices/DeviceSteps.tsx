import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { visible } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { Button, BUTTON } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { useShortcuts, withKey } from '#ui/shortcuts.ts';
import { paths } from '../../paths.ts';
import { STEP_KEYS } from './DeviceStates.tsx';

/** The steps to the devices before and after one, by link and by key. */

/** `next` and `previous` are undefined for as long as it is not known who that is. */
export function useStepKeys(next: (() => void) | undefined, previous: (() => void) | undefined): void {
  useShortcuts({ j: { does: STEP_KEYS.j, ...(next && { act: next }) }, k: { does: STEP_KEYS.k, ...(previous && { act: previous }) } });
}

export interface Neighbour {
  readonly sid: string;
  readonly label: string;
}

interface StepsProps {
  readonly from: string;
  readonly previous: Neighbour | null;
  readonly next: Neighbour | null;
  readonly tip: string;
  readonly within: string;
  /** Why it has no neighbours at all; null where it has, or could have. */
  readonly why?: string | null;
  /** Where this one stands. */
  readonly children: ReactNode;
}

export function Steps({ from, previous, next, tip, within, why = null, children }: StepsProps) {
  return (
    <nav aria-label={t`Neighbours in the list`} className="flex items-center gap-1 text-sm text-ink-2 max-sm:order-last max-sm:w-full max-sm:justify-between">
      <Step to={previous} why={why ?? t`It stands first ${within}`} from={from} word={t`Previous`} letter="k">
        <ChevronLeft aria-hidden size={16} className="rtl:-scale-x-100" />
      </Step>
      <span className="whitespace-nowrap" data-tip={visible(tip)}>
        {children}
      </span>
      <Step to={next} why={why ?? t`It stands last ${within}`} from={from} word={t`Next`} letter="j">
        <ChevronRight aria-hidden size={16} className="rtl:-scale-x-100" />
      </Step>
    </nav>
  );
}

interface StepProps {
  readonly to: Neighbour | null;
  /** Why there is none. */
  readonly why: string;
  readonly from: string;
  readonly word: string;
  readonly letter: string;
  readonly children: ReactNode;
}

function Step({ to, why, from, word, letter, children }: StepProps) {
  const look = cx(BUTTON.base, BUTTON.ghost, 'w-8 px-0 pointer-coarse:w-11');
  if (to === null) {
    return (
      <Button variant="ghost" square aria-label={word} blocked={why}>
        {children}
      </Button>
    );
  }
  const label = `${word}: ${to.label}`;
  const { tip, key } = withKey(label, letter);
  return (
    <Link to={paths.device(to.sid, from)} className={look} aria-label={label} aria-keyshortcuts={key} data-tip={tip}>
      {children}
    </Link>
  );
}
