import { useEffect, useRef, useState } from 'react';

/** So long nothing more has been said: somebody who types, and a reading that goes on, are not talked over. */
const REST = 1_000;
/** By then it is said all the same. */
const PATIENCE = 5_000;

/** Says what a list shows to those who do not see it: the one voice of the page, polite, and only once the words have come to rest. */
export function Spoken({ words }: { readonly words: string }) {
  const [said, say] = useState('');
  const since = useRef(0);
  useEffect(() => {
    if (words === said) return undefined;
    since.current ||= Date.now();
    const left = PATIENCE - (Date.now() - since.current);
    const timer = setTimeout(() => {
      since.current = 0;
      say(words);
    }, Math.max(0, Math.min(REST, left)));
    return () => clearTimeout(timer);
  }, [words, said]);
  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  );
}
