import { t } from '#texts/t.ts';
import { toast } from '#ui/toast.ts';

/** Says that something that somebody saved is not: the one way for whatever this browser keeps. `why`: a sentence. */
export function tellNotSaved(why: string): void {
  toast({ tone: 'bad', key: 'not-saved', title: t`Not saved in this browser`, description: t`${why} The change is lost when the page is reloaded.` });
}

/** Why `localStorage` did not take something. */
export function storageWords(error: unknown): string {
  if (error instanceof DOMException && /quota/iu.test(error.name)) return t`The browser’s storage for this site is full.`;
  return t`The browser does not let this site store anything.`;
}
