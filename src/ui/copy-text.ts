import { t } from '#texts/t.ts';
import { announce } from './announce.ts';
import { toast } from './toast.ts';

/** Puts text on the clipboard, and says so. False, and said, where the browser did not let us. */
export async function copyText(text: string | (() => string), what: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
    announce(t`Copied`);
    return true;
  } catch {
    toast({ tone: 'bad', title: t`The browser did not let us copy the ${what}.` });
    return false;
  }
}
