import type { Pace } from '#fleet/view.ts';
import { t } from '#texts/t.ts';
import { Radios } from '#ui/Radios.tsx';

const PACES: readonly (readonly [pace: Pace, words: string])[] = [
  ['auto', t`By itself: every 20 seconds while something lands, else every minute`],
  ['less', t`Less often: every 10 minutes`],
  ['manual', t`Only when asked`],
];

interface PaceChoiceProps {
  readonly pace: Pace;
  readonly onChange: (pace: Pace) => void;
}

/** How often the whole fleet is read. */
export function PaceChoice({ pace, onChange }: PaceChoiceProps) {
  return <Radios legend={t`The whole fleet is read`} options={PACES} value={pace} onChange={onChange} hint={t`Never in a tab that is hidden; several tabs read as much as one.`} />;
}
