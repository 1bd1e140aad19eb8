import { useSyncExternalStore } from 'react';
import type * as z from 'zod/mini';
import { storageWords, tellNotSaved } from './not-saved.ts';

export interface Preference<T> {
  /** What it is stored under. */
  readonly name: string;
  get(): T;
  /** True when it is saved. Where it is not, it holds until the page is left, and a toast says so. */
  set(value: T): boolean;
  subscribe(changed: () => void): () => void;
}

/**
 * A choice kept in this browser (localStorage), the same in every tab. What is stored is parsed like anything from
 * outside. `chosen`: false for what nobody saves on purpose, of which nothing is said where it cannot be kept.
 */
export function preference<S extends z.ZodMiniType>(key: string, schema: S, fallback: z.infer<S>, chosen = true): Preference<z.infer<S>> {
  const name = `fleet.${key}`;
  const listeners = new Set<() => void>();
  let value = read();
  function read(): z.infer<S> {
    try {
      const stored = localStorage.getItem(name);
      if (stored === null) return fallback;
      const parsed = schema.safeParse(JSON.parse(stored));
      return parsed.success ? parsed.data : fallback;
    } catch {
      return fallback;
    }
  }
  const tell = (): void => listeners.forEach((listener) => listener());
  window.addEventListener('storage', (event) => {
    if (event.key !== name) return;
    value = read();
    tell();
  });
  return {
    name,
    get: () => value,
    set: (next) => {
      value = next;
      tell();
      try {
        localStorage.setItem(name, JSON.stringify(next));
        return true;
      } catch (error) {
        // No storage (a private window, a full disk).
        if (chosen) tellNotSaved(storageWords(error));
        return false;
      }
    },
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

/** The current value, and how to change it. */
export function usePreference<T>(of: Preference<T>): readonly [T, (value: T) => boolean] {
  return [useSyncExternalStore(of.subscribe, of.get), of.set];
}

/** Has it applied now, and whenever it changes (in another tab, too). */
export function follow<T>(of: Preference<T>, apply: (value: T) => void): void {
  const now = (): void => apply(of.get());
  now();
  of.subscribe(now);
}
