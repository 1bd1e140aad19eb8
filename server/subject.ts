/**
 * What a change is about, as the audit writes it down. A line tells who wanted what, and is no second copy of the
 * account's configuration: so of a Config's value it holds the length and a SHA-256, by which a value that is known can
 * be told from another. Of a Secret's value it holds nothing: a short one could be found again from its hash or length.
 */
import { createHash } from 'node:crypto';
import type { Method, Route } from './routes.ts';

export interface Subject {
  /** Of the device or App; null for the account itself. */
  sid: string | null;
  /** The parameter of the API (UniqueName, TargetApp, LoggingEnabled or RestartApp), or Config, Secret, App. */
  action: string;
  /** Of a device's parameter. */
  value?: string;
  /** What is done to a Config, Secret or App. */
  change?: 'create' | 'update' | 'rotate' | 'delete';
  key?: string;
  /** Code points of a Config's value. */
  length?: number;
  /** SHA-256 of a Config's value in UTF-8, in hexadecimal digits. */
  sha256?: string;
}

type Pairs = readonly (readonly [name: string, value: string])[];

/** @param segments of the path: `v1`, `Devices`, … @param pairs parameters that the route allows */
export function subjectOf(route: Route, segments: readonly string[], pairs: Pairs): Subject {
  const sid = segments[1] === 'Devices' || segments[1] === 'Apps' ? (segments[2] ?? null) : null;
  if (route.about === 'device') {
    const [action, value] = pairs[0] ?? ['', ''];
    return { sid, action, value };
  }
  if (route.about === 'app') return { sid, action: 'App', change: 'delete' };
  const given = new Map(pairs);
  const created = given.get('Key');
  const key = created ?? segments.at(-1) ?? '';
  if (route.about === 'secret') return { sid, action: 'Secret', change: kind(route.method, created, 'rotate'), key };
  const subject: Subject = { sid, action: 'Config', change: kind(route.method, created, 'update'), key };
  const value = given.get('Value');
  if (value === undefined) return subject;
  return { ...subject, length: [...value].length, sha256: createHash('sha256').update(value).digest('hex') };
}

function kind<T>(method: Method, created: string | undefined, changed: T): T | 'create' | 'delete' {
  if (method === 'DELETE') return 'delete';
  return created === undefined ? changed : 'create';
}
