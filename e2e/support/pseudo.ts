/* oxlint-disable unicorn/consistent-function-scoping -- what runs in the page has to stand in one function */
import type { Locator, Page } from 'playwright/test';

import { pseudoText } from '#texts/pseudo.ts';

/** The console in the pseudo-locale, in which each word that is marked stands in ⟦brackets⟧ and is 40 % longer. */

/** How a text of the catalogue reads there: what a control is called. */
export function said(english: string, ...values: readonly string[]): string {
  return pseudoText(english).replaceAll(/\{(\d+)\}/gu, (_, at: string) => values[Number(at)] ?? '');
}

/** From the next page on. */
export async function speakPseudo(page: Page): Promise<void> {
  await page.addInitScript(() => {
    if (window.origin !== 'null') localStorage.setItem('fleet.language', '"en-XA"');
  });
}

/**
 * What a person would find wrong there, each in a line: words without brackets that are no data, texts that are cut, and a
 * page that scrolls sideways. `names` are data that stand outside of `<bdi>` and `<code>`.
 */
export function wrongIn(page: Page, names: readonly string[], part: Locator = page.locator('body')): Promise<string[]> {
  return part.evaluate((root, data) => {
    // Words of the API, SIDs, and what Intl writes: times, dates and numbers with their units.
    const ALLOWED = /\b(?:[a-z]+_[a-z_]+|up-to-date|pending|error|scheduled|none|(?:UV|KA|AC)[\da-f.…]+|UTC|GMT\S*|API|HTTP|SIDs?|CSV|JSON|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*|\d+ ?[a-z]{1,2}|localhost:\d+|Ctrl|Esc|Enter|Shift|Alt|Tab)\b/gu;
    const DATA = 'bdi, code, kbd, pre, samp, textarea, .font-mono, [lang]:not(html)';
    const wrong = new Set<string>();
    const isData = (text: string): boolean => {
      const rest = data.reduce((left, name) => left.replaceAll(name, ' '), text).replaceAll(ALLOWED, ' ');
      return !/\p{L}{2}/u.test(rest);
    };
    const outside = (text: string): string => {
      let depth = 0;
      return [...text].filter((letter) => {
        if (letter === '⟦') depth += 1;
        if (letter === '⟧') depth -= 1;
        return depth === 0;
      }).join('');
    };
    const shown = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });
    const nameOf = (element: Element): string => `${element.localName}${element.getAttribute('role') ?? ''}`;

    // Words: along the page, because brackets may open in one element and close in another.
    const texts: Text[] = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node instanceof Text && node.data.trim() !== '' && node.parentElement !== null && shown(node.parentElement)) texts.push(node);
    }
    let depth = 0;
    for (const node of texts) {
      const parent = node.parentElement;
      let bare = '';
      for (const letter of node.data) {
        if (letter === '⟦') depth += 1;
        else if (letter === '⟧') depth -= 1;
        else if (depth === 0) bare += letter;
      }
      if (!isData(bare) && parent?.closest(DATA) === null) wrong.add(`not marked: “${bare.trim()}” in ${nameOf(parent)}`);
    }
    if (depth !== 0) wrong.add(`${depth} brackets are not closed`);
    for (const element of root.querySelectorAll('*')) {
      if (!shown(element)) continue;
      for (const name of ['aria-label', 'aria-description', 'aria-valuetext', 'data-tip', 'placeholder', 'title', 'alt']) {
        const value = element.getAttribute(name);
        if (value !== null && !isData(outside(value)) && element.closest(DATA) === null) wrong.add(`not marked: ${name} “${outside(value).trim()}” of ${nameOf(element)}`);
      }
    }

    // Room: a text ends within every box that would cut it, unless it says so with … and can be read in full.
    const range = document.createRange();
    for (const node of texts) {
      const parent = node.parentElement;
      if (parent === null) continue;
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
      if (boxes.length === 0) continue;
      const right = Math.max(...boxes.map((box) => box.right));
      const left = Math.min(...boxes.map((box) => box.left));
      const bottom = Math.max(...boxes.map((box) => box.bottom));
      const text = node.data.trim();
      let high = true;
      for (let at: Element | null = parent; at !== null; at = at.parentElement) {
        const style = getComputedStyle(at);
        const box = at.getBoundingClientRect();
        // For those who hear it only.
        if (box.width <= 1 || style.clipPath !== 'none') break;
        if (/auto|scroll/u.test(style.overflowX) && at.scrollWidth > at.clientWidth) break;
        const beyond = right > box.right + 1.5 || left < box.left - 1.5;
        const cuts = style.overflowX === 'hidden' || style.overflowX === 'clip';
        if (beyond && cuts && style.textOverflow === 'ellipsis') {
          // The page's one tooltip has the rest of these.
          if (!at.matches('.truncate')) wrong.add(`cut with … and nowhere in full: “${text}” in ${nameOf(at)}`);
          break;
        }
        if (beyond && (cuts || at.matches('button, [role=button], [role=tab], th, td'))) wrong.add(`does not fit: “${text}” in ${nameOf(at)}`);
        // A page that stands still behind a dialog is no box.
        if (at === document.body || (/auto|scroll/u.test(style.overflowY) && at.scrollHeight > at.clientHeight)) high = false;
        if (high && bottom > box.bottom + 2 && (style.overflowY === 'hidden' || style.overflowY === 'clip' || at.matches('button'))) wrong.add(`too high: “${text}” in ${nameOf(at)}`);
        if (beyond && (cuts || at.matches('button'))) break;
        if (style.position === 'fixed') break;
      }
    }
    // Every control is inside the window, or can be scrolled into it.
    for (const control of root.querySelectorAll('a[href], button, input, select, summary')) {
      const box = control.getBoundingClientRect();
      if (!shown(control) || box.width <= 1 || box.right <= window.innerWidth + 1) continue;
      let moves = false;
      for (let at = control.parentElement; at !== null && at !== document.body; at = at.parentElement) if (/auto|scroll/u.test(getComputedStyle(at).overflowX)) moves = true;
      if (!moves) wrong.add(`sticks out of the window: ${nameOf(control)} “${(control.getAttribute('aria-label') ?? control.textContent ?? '').trim().slice(0, 40)}”`);
    }
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > window.innerWidth) wrong.add(`the page scrolls sideways: ${scrollWidth} in ${window.innerWidth}`);
    return [...wrong];
  }, names);
}
