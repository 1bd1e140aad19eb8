/** The console as a program of its own in the system's menu: what the browser itself says of that. */
import { paths } from '#paths.ts';

import { expect, test } from './support/fixtures.ts';

test('can be installed, with a name and icons that are what they say', async ({ page, request }) => {
  await page.goto(paths.home);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const browser = await page.context().newCDPSession(page);
  const { errors, data } = await browser.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors');
  // A browser of a test keeps nothing, and says so.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);

  const manifest: { icons: { src: string; type: string; sizes: string }[]; shortcuts: { url: string }[] } = JSON.parse(data ?? '');
  for (const { src, type, sizes } of manifest.icons) {
    const reply = await request.get(src);
    expect(reply.headers()['content-type']).toBe(type);
    const [width] = await page.evaluate(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      return [image.naturalWidth, image.naturalHeight];
    }, src);
    if (sizes !== 'any') expect(`${width}x${width}`).toBe(sizes);
  }
  for (const { url } of manifest.shortcuts) expect((await request.get(url)).status()).toBe(200);
});

test('the frame of the window follows the theme', async ({ page }) => {
  await page.goto(paths.home);
  const colour = () => page.evaluate(() => [...document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')].find(({ media }) => matchMedia(media).matches)?.content);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(colour).toBe('#121316');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(colour).toBe('#ffffff');
  await page.evaluate(() => localStorage.setItem('fleet.theme', '"dark"'));
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect.poll(colour).toBe('#121316');
});
