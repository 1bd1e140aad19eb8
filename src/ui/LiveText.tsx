import { useEffect, useState, type ReactNode } from 'react';

/** So much later than their place the words come, ms: too short to be seen, long enough for a screen reader to know the place. */
const LATER = 50;

/** Words on the page that a screen reader is told of, the first ones, too: a live region that comes with its words is not read out. */
export function LiveText({ className, children }: { readonly className: string; readonly children: ReactNode }) {
  const [known, setKnown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setKnown(true), LATER);
    return () => clearTimeout(timer);
  }, []);
  return (
    <span role="status" className={className}>
      {known && children}
    </span>
  );
}
