/** A bulk action over very many devices, as a person has it before their eyes: frames of its page, and what it keeps in memory. */
import { heapOf } from './heap.js';

/** So long frames are counted at a time, ms. */
const WATCH = 15_000;

/** Counts frames; answers how many a second, and which 5 % took longer than, in ms. */
function frames({ ms }) {
  return new Promise((resolve) => {
    const took = [];
    const began = performance.now();
    let before = began;
    const step = (now) => {
      if (now > before) took.push(now - before);
      before = now;
      if (now - began < ms) return requestAnimationFrame(step);
      const sorted = took.slice(1).toSorted((a, b) => a - b);
      return resolve({ fps: (1000 * took.length) / (before - began), p95: sorted[Math.floor(sorted.length * 0.95)], worst: sorted.at(-1) });
    };
    requestAnimationFrame(step);
  });
}

const done = () => Number([...document.querySelectorAll('[aria-label="Outcomes"] div')].find((each) => each.querySelector('dt')?.textContent === 'done')?.querySelector('dd')?.textContent.replaceAll(',', ''));

async function until(page, wanted) {
  while (!((await page.evaluate(done)) >= wanted)) await page.waitForTimeout(500);
}

/**
 * Turns logging on for `devices` devices, 20 at a time, and looks at the page of the run at three times: near its beginning, in
 * its middle and near its end.
 */
export async function measureBulk(context, url, devices) {
  const page = await context.newPage();
  await page.addInitScript(() => localStorage.setItem('fleet.pace', '"less"'));
  await page.goto(`${url}/devices`);
  const all = devices.toLocaleString('en');
  await page.getByText(new RegExp(`^${all} devices.*complete as of|${all} devices in all`, 'u')).first().waitFor({ timeout: 120_000 });
  await page.getByRole('checkbox', { name: 'Select this page' }).click();
  const bar = page.getByRole('group', { name: 'Selection', exact: true });
  await bar.getByRole('button', { name: `Select all ${all} that match` }).click();
  await bar.getByText(`${all} selected`).waitFor();
  await bar.getByRole('button', { name: 'Log for 24 h' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Pace', { exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Devices at a time' }).fill('20');
  await dialog.getByRole('textbox', { name: 'Writes in any 10 s' }).fill('2000');
  await dialog.getByRole('textbox', { name: /^Type / }).fill(String(devices));
  await dialog.getByRole('button', { name: `Log ${all} devices for 24 hours` }).click();
  const began = Date.now();
  await page.getByRole('link', { name: 'Rollouts' }).click();
  await page.getByRole('list', { name: 'Runs' }).getByRole('link').first().click();
  const looks = [];
  for (const share of [0.05, 0.5, 0.9]) {
    await until(page, Math.floor(devices * share));
    const { fps, p95, worst } = await page.evaluate(frames, { ms: WATCH });
    looks.push({ at: await page.evaluate(done), fps, p95, worst, heap: (await heapOf(page)).sum });
  }
  await until(page, devices);
  return { took: Date.now() - began, looks };
}
