import type { Page } from 'playwright/test';

/** What a translator does with a text on the page: `wraps` puts it into elements of its own, `replaces` puts elements with its own copy in its place. */
export type Way = 'wraps' | 'replaces';

/**
 * Translates the page as browsers and extensions do, into the same words: each text ends up in `<font><font>`, at once, and again whenever the page
 * writes another. The console asks translators to leave it alone; this one does not heed that.
 */
export async function translate(page: Page, way: Way): Promise<void> {
  await page.evaluate((how) => {
    const leave = 'font, script, style, textarea, svg';
    const translateText = (text: Text): void => {
      if (text.data.trim() === '' || text.parentElement === null || text.parentElement.closest(leave) !== null) return;
      const outer = document.createElement('font');
      const inner = outer.appendChild(document.createElement('font'));
      if (how === 'replaces') inner.textContent = text.data;
      text.replaceWith(outer);
      if (how === 'wraps') inner.append(text);
    };
    const translateAll = (root: Node): void => {
      const texts: Text[] = [];
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node: Node | null = walker.currentNode; node !== null; node = walker.nextNode()) if (node instanceof Text) texts.push(node);
      for (const text of texts) translateText(text);
    };
    translateAll(document.body);
    new MutationObserver((records) => {
      for (const { target, addedNodes } of records) for (const node of [target, ...addedNodes]) if (node.isConnected && (node !== target || node instanceof Text)) translateAll(node);
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  }, way);
}
