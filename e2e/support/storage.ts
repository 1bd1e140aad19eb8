import type { Page } from 'playwright/test';

/** Fills what the browser gives this site for `localStorage`, to the last character. The page has to be open. */
export async function fillStorage(page: Page): Promise<void> {
  await page.evaluate(() => {
    let filled = '';
    for (let size = 2 ** 22; size >= 1; ) {
      try {
        localStorage.setItem('another program', filled + 'x'.repeat(size));
        filled += 'x'.repeat(size);
      } catch {
        size = Math.floor(size / 2);
      }
    }
  });
}

/** Leaves a site no room on the disk: IndexedDB then fails by the browser's own error. Before its first page is opened: the browser asks for its room once in a while only. */
export async function leaveNoRoom(page: Page, url: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(url).origin, quotaSize: 1 });
}

/** Has the browser refuse a site its storage, as one does that blocks all cookies. Before its first page is opened. */
export async function forbidStorage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException(`Failed to read the '${name}' property from 'Window': Access is denied for this document.`, 'SecurityError');
        },
      });
    }
  });
}
