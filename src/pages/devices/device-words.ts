import type { Device } from '#api/schema.ts';
import { alignmentOf, contradiction, factsOf, stuckAfter, updateResultOf, type StuckAfter } from '#fleet/health.ts';
import { clip, visible } from '#lib/text.ts';
import { duration } from '#lib/time.ts';
import { t } from '#texts/t.ts';

export interface Verdict {
  readonly tone: 'ok' | 'info' | 'warn' | 'bad' | 'odd' | 'quiet';
  readonly text: string;
}

/**
 * What the state of a device's App means, in one or two sentences. Pure; `now` by the API's clock, in milliseconds;
 * `limits` tell what is stuck.
 * Nothing is said that the API does not say: codes have no published meaning, and silence has no known cause.
 */
export function verdict(device: Device, now: number, limits: StuckAfter): Verdict {
  const facts = factsOf(device);
  const state = alignmentOf(facts, now, limits);
  const result = updateResultOf(facts);
  const odd = contradiction(facts);
  if (odd !== null) return { tone: 'odd', text: clip(visible(odd), 300) };
  if (state.kind === 'no-target') return { tone: 'quiet', text: t`It has no target: nothing tells it what to run. Deploy an App to give it one.` };
  if (result.family === 'error') return { tone: 'bad', text: failure(result.code) };
  if (state.kind === 'aligned') {
    return result.family === 'pending'
      ? { tone: 'info', text: t`It last reported the App it should run; the API still calls the update pending.` }
      : { tone: 'ok', text: t`It runs what it should.` };
  }
  if (state.stuck) {
    const limit = duration(stuckAfter(limits, device.app?.target_sid ?? null));
    const text =
      state.kind === 'never-reported'
        ? t`It has never reported an App. This takes longer than ${limit}. It may be off, out of reach, or putting the update off: the API cannot tell.`
        : t`This takes longer than ${limit}. It may be off, out of reach, or putting the update off: the API cannot tell.`;
    return { tone: 'warn', text };
  }
  if (state.kind === 'never-reported') return { tone: 'info', text: t`It has never reported an App. It installs its target when it first checks in.` };
  return { tone: 'info', text: t`Normal so far: the update waits until the device checks in. Minutes are usual, and so can be hours.` };
}

function failure(code: number | string | null): string {
  return code === null
    ? t`The update failed without a code: the App “could not be downloaded for some reason”, says the API; what a code means is published nowhere. Deploy it again, or another App.`
    : t`The update failed with code ${clip(visible(String(code)), 60)}: the App “could not be downloaded for some reason”, says the API; what a code means is published nowhere. Deploy it again, or another App.`;
}
