import { useEffect, useRef, useState } from 'react';
import type { DevicesPage } from '#api/devices.ts';
import { t } from '#texts/t.ts';
import type { OnShow } from './list-words.ts';
import { spokenPage, spokenWords } from './spoken-words.ts';

/** So long nothing more has been said: somebody who types, and a reading that goes on, are not talked over. */
const REST = 1_000;
/** By then it is said all the same. */
const PATIENCE = 5_000;

interface ListStatusProps {
  /** A page of the API; undefined while it is another than was asked for. */
  readonly page: DevicesPage | undefined;
  /** Instead of that, what the index found; null where the rows are none of its. */
  readonly found: OnShow | null;
  /** The page of what was found, from 1. */
  readonly number: number;
}

/** Says what the list shows to those who do not see it: the one voice of the page, polite, and only once the words have come to rest. */
export function ListStatus({ page, found, number }: ListStatusProps) {
  const words = found === null ? (page === undefined ? '' : spokenPage(page)) : [spokenWords(found), number > 1 && t`page ${number}`].filter(Boolean).join(', ');
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
