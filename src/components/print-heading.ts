import { clip, visible } from '#lib/text.ts';
import { absolute } from '#lib/time.ts';
import { t } from '#texts/t.ts';
import { pathIn, permalink } from './permalink.ts';

/**
 * What stands above a page on paper only: what was searched for, since fields are not printed, and where and when it was printed.
 * As of when the page is true, and how many rows there are, the page itself says.
 */

/** Longer ones are cut: an address may carry a list of thousands of devices. */
const LONGEST_ADDRESS = 300;

/** To be called once. */
export function headPrints(): void {
  const heading = document.createElement('div');
  heading.className = 'print-heading';
  window.addEventListener('beforeprint', () => {
    heading.replaceChildren(...lines().map(paragraph));
    document.body.prepend(heading);
  });
  window.addEventListener('afterprint', () => heading.remove());
}

/** The address that leads here for whoever reads the paper: without the list that the device was opened from. */
export function printedAddress(pathname: string, search: string): string {
  const rest = search.slice(1).split('&').filter((part) => part !== '' && !part.startsWith('from='));
  return permalink(pathIn(pathname)) + (rest.length === 0 ? '' : `?${rest.join('&')}`);
}

function lines(): string[] {
  const { pathname, search } = window.location;
  const query = new URLSearchParams(search).get('q')?.trim() ?? '';
  const address = clip(visible(printedAddress(pathname, search)), LONGEST_ADDRESS);
  // Local and UTC, which it has on two lines.
  const now = absolute(Date.now()).replace('\n', ' / ');
  return [...(query === '' ? [] : [t`Search: ${visible(query)}`]), t`Printed ${now} from ${address}`];
}

function paragraph(text: string): HTMLParagraphElement {
  const made = document.createElement('p');
  made.textContent = text;
  return made;
}
