import { useLayoutEffect, useRef } from 'react';

/** What the components that are on the page now have to say to one that stands elsewhere, in the order they came. */
export type OnPage<T> = Set<{ readonly current: T }>;

/** Puts a value among those of the page, always as it was drawn last, for as long as the component is there. */
export function useOnPage<T>(all: OnPage<T>, value: T): void {
  const slot = useRef(value);
  useLayoutEffect(() => {
    slot.current = value;
  });
  // Before it is drawn: what can be seen can be used.
  useLayoutEffect(() => {
    all.add(slot);
    return () => {
      all.delete(slot);
    };
  }, [all]);
}
