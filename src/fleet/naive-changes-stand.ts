import type { Device } from '#api/schema.ts';
import { errorCode, factsOf, type Facts } from './health.ts';
import type { ObservedChange } from './view.ts';

const statusOf = ({ word, code }: Facts): string | null => (errorCode(code) === null ? word : `${word ?? ''} ${errorCode(code)}`.trimStart());
const loggingOf = ({ logging }: Facts): string | null => (logging === null ? null : logging ? 'on' : 'off');

/** What changed between two readings of a device, in the obvious code. `from` and `to`: when each was read, by the API's clock. */
export function changesOf(before: Device, after: Device, from: number, to: number): ObservedChange[] {
  const [was, is] = [factsOf(before), factsOf(after)];
  const reported = factsOf({ ...after, date_updated: after.app?.date_reported ?? null }).updated;
  const took = is.reported === is.target && reported !== null && is.targeted !== null && reported >= is.targeted ? reported - is.targeted : null;
  const pairs: [ObservedChange['what'], string | null, string | null][] = [
    ['target', was.target, is.target], ['running', was.reported, is.reported], ['status', statusOf(was), statusOf(is)],
    ['name', before.unique_name, after.unique_name], ['logging', loggingOf(was), loggingOf(is)],
  ];
  return pairs
    .filter(([, one, other]) => one !== other)
    .map(([what, one, other]) => ({ sid: after.sid, what, from: one, to: other, after: Math.min(from, to), before: to, took: what === 'running' ? took : null }));
}
