/** What was said to a list that had shrunk to `to` devices: it is the truth, or the old picture stays. */
export interface ShrinkAnswer {
  readonly take: boolean;
  readonly to: number;
}

interface Complete {
  /** Devices that the sweep met. */
  readonly swept: number;
  /** Devices held, those of the sweep among them. */
  readonly held: number;
  /** Devices of the last complete picture; null before there was one. */
  readonly believed: number | null;
  readonly answer: ShrinkAnswer | null;
}

export type Verdict =
  /** `force`: what is not listed is gone at once, because somebody said so. */
  | { readonly kind: 'believe'; readonly force: boolean }
  | { readonly kind: 'ask'; readonly from: number; readonly to: number }
  /** It was asked about, and declined. */
  | { readonly kind: 'keep' };

/** A list that has shrunk to nothing, or by more than half, is more likely a fault than the truth: it is asked about first. */
export function judge({ swept, held, believed, answer }: Complete): Verdict {
  const little = swept === 0 ? held > 0 : believed !== null && swept * 2 < believed;
  if (!little) return { kind: 'believe', force: false };
  // The answer was given to a list that is read anew: it holds for one about as long. Nothing is not about as long as something.
  if (answer?.take && (answer.to === 0 ? swept === 0 : swept > 0 && swept * 2 >= answer.to && swept <= answer.to * 2)) return { kind: 'believe', force: true };
  if (answer?.take === false && answer.to === swept) return { kind: 'keep' };
  return { kind: 'ask', from: believed ?? held, to: swept };
}
