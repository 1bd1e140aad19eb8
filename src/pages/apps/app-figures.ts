import { isApp, search } from '#fleet/overview-terms.ts';
import type { Wanted } from '#fleet/query.ts';
import type { AppAdoption, Overview } from '#fleet/view.ts';

/** What the fleet has to do with one App, out of what is counted for all of them. Pure. */

/** So many devices, and the search that finds exactly them. */
export interface Figure {
  readonly term: string;
  readonly count: number;
}

export interface AppFigures {
  /** Null where no device speaks of it. */
  readonly listed: boolean | null;
  readonly counts: AppAdoption['counts'];
  readonly landing: AppAdoption['landing'];
  /** They run it, as they should. */
  readonly aligned: Figure;
  /** They should run it, and have never reported an App. */
  readonly never: Figure;
  /** They run it, and should run something else, or nothing. */
  readonly elsewhere: Figure;
  /** Of those that failed on the way to it, by error code; null for none. The largest first. */
  readonly failures: readonly (Figure & { readonly code: number | string | null })[];
  /** What those run that should run it and do not, the most first. */
  readonly from: readonly (Figure & { readonly sid: string })[];
  /** What those should run that run it and should not, the most first; null for nothing. */
  readonly to: readonly (Figure & { readonly sid: string | null })[];
}

const none = (...term: readonly Wanted[]): Figure => ({ term: search(...term), count: 0 });

export function figuresOf({ apps, matrix, queue }: Pick<Overview, 'apps' | 'matrix' | 'queue'>, sid: string): AppFigures {
  const adoption = apps.find((app) => app.sid === sid);
  const cells = matrix.filter(({ target, reported }) => target === sid || reported === sid);
  const away = cells.filter(({ target }) => target !== sid);
  const [target, running] = [isApp('app', sid), isApp('runs', sid)];
  return {
    listed: adoption?.listed ?? null,
    counts: adoption?.counts ?? { targeted: none(target), running: none(running), pending: none(target), failed: none(target), stuck: none(target) },
    landing: adoption?.landing ?? null,
    aligned: cells.find((cell) => cell.target === sid && cell.reported === sid) ?? none(target, running),
    never: cells.find((cell) => cell.target === sid && cell.reported === null) ?? none(target, isApp('runs', null)),
    elsewhere: { term: search(running, { ...target, not: true }), count: away.reduce((sum, { count }) => sum + count, 0) },
    failures: queue.filter((group) => group.kind === 'failed' && group.target === sid).map(({ code, term, count }) => ({ code, term, count })),
    from: cells.flatMap(({ reported, term, count }) => (reported === null || reported === sid ? [] : { sid: reported, term, count })),
    to: away.map(({ target: other, term, count }) => ({ sid: other, term, count })),
  };
}
