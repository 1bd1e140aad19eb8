/** Which addresses are the console's own pages: the ones that a link from anywhere may lead to. */
import { decodeSegment, isResourceName } from './routes.ts';

/** First segments of the console's own addresses. */
const PAGES = new Set(['', 'devices']);

/** True for an address of a page, e.g. `/devices/UV…`; the console words its own "not found" for a name that is none. */
export function isPage(path: string): boolean {
  const [first = '', ...rest] = path.slice(1).split('/');
  // A list, and one thing out of it: no page lies deeper.
  return rest.length < 2 && PAGES.has(first) && rest.every((segment, index) => {
    const decoded = decodeSegment(segment);
    return decoded !== null && (isResourceName(decoded) || (decoded === '' && index === rest.length - 1));
  });
}
