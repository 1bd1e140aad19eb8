/* oxlint-disable unicorn/consistent-function-scoping -- what runs in the page has to stand in one function */
import type { Page } from 'playwright/test';

/** What a page hides in a narrow window, each in a line. */

/** Content that can be scrolled sideways, but whose edge does not fade to show it. */
export function unmarkedOverflow(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.body.querySelectorAll<HTMLElement>('*')].flatMap((element) => {
      const { overflowX, maskImage } = getComputedStyle(element);
      if (!/auto|scroll/u.test(overflowX) || element.scrollWidth <= element.clientWidth + 1 || !element.checkVisibility({ visibilityProperty: true })) return [];
      const faded = maskImage !== 'none' || Number(getComputedStyle(element, '::after').opacity) === 1;
      return faded ? [] : [`${element.getAttribute('role') ?? element.localName} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').slice(0, 60)}” hides ${element.scrollWidth - element.clientWidth} px, and does not show it`];
    }),
  );
}

/** Shortened SIDs and hashes (`KA5bd7…5a1e`) that are cut off or covered. */
export function clippedIds(page: Page): Promise<string[]> {
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
        // It can be scrolled into view.
        if (/auto|scroll/u.test(overflowX)) break;
        const box = at.getBoundingClientRect();
        if (/hidden|clip/u.test(overflowX) && (text.right > box.right + 1 || text.bottom > box.bottom + 2)) {
          found.push(`${short} is cut in ${at.localName}`);
          break;
        }
      }
      // The next element must not overlap it.
      const next = parent.nextElementSibling?.getBoundingClientRect();
      if (next !== undefined && next.width > 1 && next.left < text.right - 1 && next.right > text.left + 1 && next.top < text.bottom - 2 && next.bottom > text.top + 2) found.push(`${short} is covered by ${parent.nextElementSibling?.textContent ?? ''}`);
    }
    return [...new Set(found)];
  });
}

/** In the list: filters under the fade at the edge, and column names and states that are cut off. */
export function clippedInList(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const chip of document.querySelectorAll('fieldset button[aria-pressed]')) {
      for (let at = chip.parentElement; at !== null && at !== document.body; at = at.parentElement) {
        // The fade covers the padding.
        const edge = at.getBoundingClientRect().right - Number.parseFloat(getComputedStyle(at).paddingRight);
        if (getComputedStyle(at).maskImage !== 'none' && chip.getBoundingClientRect().right > edge + 1) found.push(`filter ${chip.textContent}`);
      }
    }
    for (const head of document.querySelectorAll('[role="columnheader"]')) {
      const [name, button] = [head.querySelector('button > span'), head.querySelector('button')];
      if (name && button && (name.scrollWidth > name.clientWidth || button.getBoundingClientRect().right > head.getBoundingClientRect().right + 1)) found.push(`column ${name.textContent}`);
    }
    // Names of devices and Apps have any length; all other texts are ours, or one of a few words of the API.
    const named = [...document.querySelectorAll('[role="columnheader"]')].map((head) => /^(?:Name|Runs|Should run)$/u.test(head.textContent));
    for (const row of document.querySelectorAll('[role="row"]:has([role="rowheader"])')) {
      for (const [at, cell] of [...row.children].entries()) if (named[at] === false && cell.scrollWidth > cell.clientWidth) found.push(`state ${cell.textContent}`);
    }
    return [...new Set(found)];
  });
}
