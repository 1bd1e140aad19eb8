import { useEffect, useState, type ReactNode } from 'react';

/** Delay of the text in ms: short enough not to be noticed, long enough for a screen reader to register the region. */
const LATER = 50;

/** Text that screen readers announce, including the first one: a live region that is added together with its text is not announced. */
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
