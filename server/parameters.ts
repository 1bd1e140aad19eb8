/**
 * Query strings and form bodies, read strictly: what one side sees must be what the other side sees, so nothing that
 * parsers disagree about gets through. Both are written anew for the API and never passed on.
 */
import type { Parameter } from './routes.ts';

/** Parameters in order, or a sentence that says what is wrong with the text. */
export type Parsed = { pairs: [name: string, value: string][] } | { problem: string };

/** `application/x-www-form-urlencoded`, percent-decoded once; malformed escapes, bad UTF-8 and nameless pairs are refused. */
export function parseForm(text: string): Parsed {
  if (text === '') return { pairs: [] };
  if (!/^[\u0021-\u007e]+$/u.test(text)) return { problem: 'Parameters must be percent-encoded.' };
  const pairs: [string, string][] = [];
  for (const pair of text.split('&')) {
    const equals = pair.indexOf('=');
    if (equals < 1) return { problem: 'A parameter has no name or no "=".' };
    try {
      pairs.push([decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))]);
    } catch {
      return { problem: 'A parameter is not well-formed percent-encoded UTF-8.' };
    }
  }
  return { pairs };
}

function decode(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}

/** Checks parameters against what a route takes. Returns a sentence about the first problem, or null. */
export function findProblem(
  pairs: readonly (readonly [string, string])[],
  allowed: Readonly<Record<string, Parameter>>,
): string | null {
  const seen = new Set<string>();
  for (const [name, value] of pairs) {
    const parameter = Object.hasOwn(allowed, name) ? allowed[name] : undefined;
    if (parameter === undefined) return `"${shown(name)}" is not a parameter of this call.`;
    if (seen.has(name)) return `"${name}" is given twice.`;
    seen.add(name);
    if (!parameter.allows(value)) return `"${name}" ${parameter.rule}.`;
  }
  return null;
}

function shown(name: string): string {
  return name.length > 40 ? `${name.slice(0, 40)}…` : name;
}

/** Writes parameters as a form body or query string. */
export function writeForm(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
}
