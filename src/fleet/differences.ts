import type { Columns } from './columns.ts';
import { errorCode } from './health.ts';
import type { State } from './states.ts';
import type { ObservedChange } from './view.ts';

/** What of a device is compared from one reading to the next. */
export interface Observed {
  readonly state: State;
  readonly name: string | null;
  readonly logging: boolean | null;
  /** When it was read, by the API's clock. */
  readonly at: number;
}

export function observed(columns: Columns, row: number, skew: number): Observed {
  return { state: columns.stateOf(row), name: columns.names[row] ?? null, logging: columns.logging(row), at: (columns.received[row] ?? 0) + skew };
}

/** What changed between `from` and what the row holds now, which was read at `before` (API's clock). */
export function differences(from: Observed, columns: Columns, row: number, before: number): ObservedChange[] {
  const state = columns.stateOf(row);
  const changes: ObservedChange[] = [];
  const note = (what: ObservedChange['what'], was: string | null, is: string | null, took: number | null = null): void => {
    // What was read later may tell of an earlier state: of that it is only known that it had ended by then.
    if (was !== is) changes.push({ sid: columns.sid(row), what, from: was, to: is, after: Math.min(from.at, before), before, took });
  };
  if (state !== from.state) {
    note('target', from.state.target, state.target);
    note('running', from.state.reported, state.reported, state.reported === state.target ? landed(columns, row) : null);
    note('status', status(from.state), status(state));
  }
  note('name', from.name, columns.names[row] ?? null);
  note('logging', onOff(from.logging), onOff(columns.logging(row)));
  return changes;
}

/** From the date of the target to that of the report; null when they say nothing or run backwards. */
function landed(columns: Columns, row: number): number | null {
  const took = columns.reported.ms(row) - columns.targeted.ms(row);
  return took >= 0 ? took : null;
}

/** The word and its code: `error 118`. */
function status({ word, code }: State): string | null {
  const said = errorCode(code);
  return said === null ? word : `${word ?? ''} ${said}`.trimStart();
}

function onOff(logging: boolean | null): string | null {
  if (logging === null) return null;
  return logging ? 'on' : 'off';
}
