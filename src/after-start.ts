/** What the page takes on once it has been drawn, kept out of the first list: see `main.tsx`. */
import { headPrints } from './components/print-heading.ts';
import { selectByDoubleClick } from './ui/double-click.ts';
import { surviveTranslation } from './ui/translated-page.ts';

/** To be called once. */
export function afterStart(): void {
  // A translator begins after the page has come.
  surviveTranslation();
  headPrints();
  selectByDoubleClick();
}
