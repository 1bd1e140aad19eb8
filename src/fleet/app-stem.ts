import { fold } from '#lib/text.ts';

/** What an App is a version of, by its name alone. Pure. */

/** Words that belong to the version behind them: `hvac-rc-2`, `hvac build 88`. */
const VERSION_WORDS = new Set(['v', 'ver', 'version', 'rev', 'r', 'rc', 'alpha', 'beta', 'pre', 'dev', 'build', 'release']);
/** `2.4.1`, `v2`, `2026`, `2.5.0-rc.1` is cut into `2.5.0`, `rc`, `1` first. */
const VERSION = /^v?\d/u;
/** A short or whole commit hash; one without a digit may be a word. */
const HASH = /^(?=.*\d)[0-9a-f]{7,40}$/u;
const SEPARATORS = /[\s\-_./:@+#()[\]]+/u;
/** A version written onto the name: `fw1.2`. */
const GLUED = /(\p{L})(?=\d+\.\d)/gu;

/**
 * The name up to its version, folded, with `-` between its words: `hvac` for `hvac-2.4.1`, `HVAC_2.5.0-rc.1` and `hvac2`, `pos-gateway`
 * for `pos-gateway-7.1.0`. Where the version comes first, what follows it: `hvac` for `2.4.1 hvac`. Null for a name that is nothing but a
 * version, and for no name: it tells nothing.
 */
export function appStem(name: string | null): string | null {
  const words = fold(name ?? '').replace(GLUED, '$1 ').split(SEPARATORS).filter((word) => word !== '');
  const first = words.findIndex((word) => !isVersion(word) && !VERSION_WORDS.has(word));
  if (first < 0) return null;
  const rest = words.slice(first);
  const end = rest.findIndex(isVersion);
  const stem = end < 0 ? rest : rest.slice(0, end);
  while (stem.length > 1 && VERSION_WORDS.has(stem.at(-1) ?? '')) stem.pop();
  // Without a version of its own, the digits at its end are one: `fw2`.
  if (end < 0) stem.push((stem.pop() ?? '').replace(/(?<=\p{L})\d+$/u, ''));
  return stem.join('-');
}

function isVersion(word: string): boolean {
  return VERSION.test(word) || HASH.test(word);
}
