/* oxlint-disable unicorn/consistent-function-scoping -- what runs in the page has to stand in one function */
import type { Page } from 'playwright/test';

/** What a page hides when its window gets narrower, each in a line. */

/** What moves sideways and goes on beyond its edge, without an edge that fades. */
export function withoutSign(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.body.querySelectorAll<HTMLElement>('*')].flatMap((element) => {
      const { overflowX, maskImage } = getComputedStyle(element);
      if (!/auto|scroll/u.test(overflowX) || element.scrollWidth <= element.clientWidth + 1 || !element.checkVisibility({ visibilityProperty: true })) return [];
      const faded = maskImage !== 'none' || Number(getComputedStyle(element, '::after').opacity) === 1;
      return faded ? [] : [`${element.getAttribute('role') ?? element.localName} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').slice(0, 60)}” goes on for ${element.scrollWidth - element.clientWidth} px, and does not say so`];
    }),
  );
}

/** SIDs and hashes that were shortened to their ends, and of which a box cuts off one more piece or another text covers one. */
export function cutTwice(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const range = document.createRange();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const short = /(?:UV|KA|AC|:)[\da-f]+…[\da-f]+/u.exec(node.nodeValue ?? '')?.[0];
      const parent = node.parentElement;
      if (short === undefined || parent === null || !parent.checkVisibility({ visibilityProperty: true }) || parent.closest('.sr-only') !== null) continue;
      range.selectNodeContents(node);
      const text = range.getBoundingClientRect();
      for (let at: Element | null = parent; at !== null && at !== document.body; at = at.parentElement) {
        const { overflowX } = getComputedStyle(at);
        // What can be moved into sight is not lost.
        if (/auto|scroll/u.test(overflowX)) break;
        const box = at.getBoundingClientRect();
        if (/hidden|clip/u.test(overflowX) && (text.right > box.right + 1 || text.bottom > box.bottom + 2)) {
          found.push(`${short} is cut in ${at.localName}`);
          break;
        }
      }
      // Its neighbours to the right are beside it, not on it.
      const next = parent.nextElementSibling?.getBoundingClientRect();
      if (next !== undefined && next.width > 1 && next.left < text.right - 1 && next.right > text.left + 1 && next.top < text.bottom - 2 && next.bottom > text.top + 2) found.push(`${short} is covered by ${parent.nextElementSibling?.textContent ?? ''}`);
    }
    return [...new Set(found)];
  });
}

/** Filters with a count that stand under the fade of their row, column names that are cut, and states that are. */
export function cutInList(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const chip of document.querySelectorAll('fieldset button[aria-pressed]')) {
      for (let at = chip.parentElement; at !== null && at !== document.body; at = at.parentElement) {
        // The fade takes the padding of the row.
        const edge = at.getBoundingClientRect().right - Number.parseFloat(getComputedStyle(at).paddingRight);
        if (getComputedStyle(at).maskImage !== 'none' && chip.getBoundingClientRect().right > edge + 1) found.push(`filter ${chip.textContent}`);
      }
    }
    for (const head of document.querySelectorAll('[role="columnheader"]')) {
      const [name, button] = [head.querySelector('button > span'), head.querySelector('button')];
      if (name && button && (name.scrollWidth > name.clientWidth || button.getBoundingClientRect().right > head.getBoundingClientRect().right + 1)) found.push(`column ${name.textContent}`);
    }
    // Names of devices and Apps are as long as they are; everything else is ours, or the API's few words.
    const named = [...document.querySelectorAll('[role="columnheader"]')].map((head) => /^(?:Name|Runs|Should run)$/u.test(head.textContent));
    for (const row of document.querySelectorAll('[role="row"]:has([role="rowheader"])')) {
      for (const [at, cell] of [...row.children].entries()) if (named[at] === false && cell.scrollWidth > cell.clientWidth) found.push(`state ${cell.textContent}`);
    }
    return [...new Set(found)];
  });
}
