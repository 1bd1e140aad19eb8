import type { DevicesPage } from '#api/devices.ts';
import { KeptNames } from '#components/KeptNames.tsx';
import { Spoken } from '#components/Spoken.tsx';
import { t } from '#texts/t.ts';
import type { OnShow } from './list-words.ts';
import { spokenPage, spokenWords } from './spoken-words.ts';

interface ListStatusProps {
  /** A page of the API; undefined while it is another than was asked for. */
  readonly page: DevicesPage | undefined;
  /** Instead of that, what the index found; null where the rows are none of its. */
  readonly found: OnShow | null;
  /** The page of what was found, from 1. */
  readonly number: number;
}

/** Says what the list shows to those who do not see it, and has the Apps in rows of the index called by their names. */
export function ListStatus({ page, found, number }: ListStatusProps) {
  const words = found === null ? (page === undefined ? '' : spokenPage(page)) : [spokenWords(found), number > 1 && t`page ${number}`].filter(Boolean).join(', ');
  return (
    <>
      <Spoken words={words} />
      {found !== null && <KeptNames />}
    </>
  );
}
