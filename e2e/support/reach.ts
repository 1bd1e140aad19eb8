/* oxlint-disable unicorn/consistent-function-scoping -- what runs in the page has to stand in one function */
import { expect, type Locator, type Page } from 'playwright/test';

import { paths } from '#paths.ts';

/** Every page of the console, and what a person finds there who has a small screen, no mouse, or colours of their own. */

export interface Place {
  readonly name: string;
  readonly path: string;
}

/** Every page, some of them in more than one state. `device`, `run`: one of each. A new address has no type until it stands here. */
export function places(device: string, run: string): readonly Place[] {
  const all: Readonly<Record<keyof typeof paths | 'nowhere', Readonly<Record<string, string>>>> = {
    home: { Home: paths.home },
    devices: {
      'the list': paths.devices(),
      'a search': paths.devices({ q: 'thing', sort: 'name,-targeted' }),
      'a search that finds nothing': paths.devices({ q: 'nothing-of-this-name' }),
    },
    device: { 'a device': paths.device(device, '?q=thing') },
    rollouts: { Rollouts: paths.rollouts },
    newRollout: { 'a new rollout': paths.newRollout },
    rollout: { 'a run': run },
    apps: { Apps: paths.apps },
    app: { 'an App': paths.app('fw-2') },
    configs: { Configs: paths.configs },
    compareConfig: { 'a Config compared': paths.compareConfig('key-1', [device]) },
    secrets: { Secrets: paths.secrets },
    leases: { Leases: paths.leases },
    leaseList: { 'some leases': paths.leaseList({ show: 'quiet' }) },
    codes: { Codes: paths.codes },
    code: { 'a code that is begun': paths.code('118') },
    settings: { Settings: paths.settings },
    nowhere: { 'no page': '/nowhere/at-all' },
  };
  return Object.values(all).flatMap((each) => Object.entries(each).map(([name, path]) => ({ name, path })));
}

/** Opens it, and waits until it has come to rest. */
export async function open(page: Page, { path }: Place): Promise<void> {
  await page.goto(path);
  // Not by its role: an address may open a dialog over the page.
  await expect(page.locator('h1').first()).toBeAttached();
  await page.waitForLoadState('networkidle');
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

/** What sticks out of the window to the side, each in a line. */
export function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const out = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > width + 0.5 && element.checkVisibility());
    return [`the page scrolls sideways, by ${document.documentElement.scrollWidth - width} px: ${out.slice(-3).map((element) => element.outerHTML.slice(0, 120)).join(' | ')}`];
  });
}

/** What can be operated there but, once it is scrolled to, is cut or covered; each in a line. */
export function outOfReach(part: Page | Locator): Promise<string[]> {
  const root = 'goto' in part ? part.locator('body') : part;
  return root.evaluate((body) => {
    const CONTROLS = 'a[href], button, input, select, textarea, summary, [tabindex="0"], [role="option"], [role="tab"]';
    const found: string[] = [];
    const nameOf = (element: Element): string => `${element.localName} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}”`;
    for (const element of body.querySelectorAll<HTMLElement>(CONTROLS)) {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || element.closest('[inert], [aria-hidden="true"]') !== null) continue;
      // Shown only where the keyboard leads to it.
      element.focus();
      if (document.activeElement !== element) element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      const box = element.getBoundingClientRect();
      if (box.width <= 1 && box.height <= 1) continue;
      const [left, right] = [Math.max(0, box.left), Math.min(innerWidth, box.right)];
      const [top, bottom] = [Math.max(0, box.top), Math.min(innerHeight, box.bottom)];
      if (right - left < Math.min(box.width, 24) - 1 || bottom - top < Math.min(box.height, 24) - 1) {
        found.push(`${nameOf(element)} is cut: ${Math.round(right - left)} × ${Math.round(bottom - top)} of ${Math.round(box.width)} × ${Math.round(box.height)} px can be seen`);
        continue;
      }
      const points = [0.5, 0.2, 0.8].flatMap((x) => [0.5, 0.2, 0.8].map((y) => document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y)));
      const free = points.some((hit) => hit !== null && (element.contains(hit) || hit.contains(element) || hit.closest('label')?.contains(element) === true));
      if (!free) found.push(`${nameOf(element)} is covered by ${points[0] ? points[0].outerHTML.slice(0, 160) : 'nothing'}`);
    }
    return found;
  });
}

/** Targets that a thumb would miss, each in a line: less than 44 px high; of what stands in a row of a table, or copies, 24. */
export function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, select, summary, [role="button"], input:not([type="checkbox"], [type="radio"], [type="file"])')].flatMap((element) => {
      if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('.sr-only') !== null) return [];
      const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
      const least = element.closest('[role="grid"], table, [role="table"], [role="note"]') !== null || name.startsWith('Copy') ? 24 : 44;
      const { width, height } = element.getBoundingClientRect();
      // What a component keeps for forms is not shown.
      if (width <= 1 && height <= 1) return [];
      return height < least - 0.5 || width < 23.5 ? [`${element.localName} “${name.trim().slice(0, 40)}” is ${Math.round(width)} × ${Math.round(height)} px`] : [];
    }),
  );
}

/** In colours of the person's own: icons that do not stand out, bars and buttons without a line, a focus that is not seen; each in a line. */
export function invisible(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const light = (colour: string): number => {
      const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/gu) ?? []).slice(0, 3).map((part) => {
        const share = Number(part) / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrast = (one: string, other: string): number => (Math.max(light(one), light(other)) + 0.05) / (Math.min(light(one), light(other)) + 0.05);
    const nameOf = (element: Element): string => `${element.localName} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}”`;
    const backOf = (element: Element): string => {
      for (let at: Element | null = element; at !== null; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at);
        if (!/, 0\)$|transparent/u.test(backgroundColor)) return backgroundColor;
      }
      return getComputedStyle(document.body).backgroundColor;
    };
    const seen = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)].filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.closest('.sr-only') === null);
    for (const icon of seen('svg[stroke="currentColor"], svg.glyph')) {
      if (contrast(getComputedStyle(icon).color, backOf(icon)) < 3 && icon.closest('[aria-disabled="true"], :disabled') === null) found.push(`an icon does not stand out in ${nameOf(icon.parentElement ?? icon)}`);
    }
    for (const bar of seen('[role="progressbar"]')) if (getComputedStyle(bar).outlineStyle === 'none') found.push(`${nameOf(bar)} has no line around it`);
    for (const button of seen('button, a').filter((each) => /\bbg-(?:ink|bad)\b/u.test(each.className))) {
      if (getComputedStyle(button).borderTopStyle === 'none' || getComputedStyle(button).borderTopWidth === '0px') found.push(`${nameOf(button)} has no line around it`);
    }
    for (const chosen of seen('[aria-pressed="true"], [aria-current]')) {
      if (getComputedStyle(chosen).backgroundColor === getComputedStyle(document.body).backgroundColor) found.push(`${nameOf(chosen)} is chosen, and does not look so`);
    }
    for (const control of seen('a[href], button, input, select, summary').filter(({ tabIndex }) => tabIndex === 0).slice(0, 30)) {
      control.focus({ focusVisible: true, preventScroll: true } as FocusOptions);
      if (document.activeElement !== control) continue;
      const rings = [control, ...(control.parentElement ? [control.parentElement] : [])].flatMap((each) => [getComputedStyle(each), getComputedStyle(each, '::after')]);
      if (!rings.some(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && outlineWidth !== '0px')) found.push(`${nameOf(control)} does not show that it has the focus`);
    }
    return [...new Set(found)];
  });
}

/** What moves, each in a line. */
export function moving(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document.getAnimations().flatMap((animation) => {
      const timing = animation.effect?.getComputedTiming();
      const goesOn = timing?.iterations === Infinity || Number(timing?.duration ?? 0) > 50;
      return goesOn && animation.effect instanceof KeyframeEffect ? [`${animation.effect.target?.outerHTML.slice(0, 120)}`] : [];
    }),
  );
}

/** Watches what a screen reader is told from now on. Returns how to ask for it, and how much it was. */
export async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    const LIVE = '[role="status"], [role="alert"], [role="log"], [aria-live]:not([aria-live="off"])';
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const region = (target instanceof Element ? target : target.parentElement)?.closest(LIVE);
        if (region) said.push(`${region.getAttribute('role') ?? 'live'}: ${(region.textContent ?? '').slice(0, 120)}`);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => Reflect.get(globalThis, 'said'));
}

/**
 * Watches from now on for polite live regions that a screen reader does not announce: those that are added with their text, and those that
 * are not rendered while they are empty. Returns how to ask for them, each in a line.
 */
export async function silentRegions(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const silent: string[] = [];
    Object.assign(globalThis, { silent });
    const POLITE = '[role="status"], [role="log"], [aria-live="polite"]';
    const known = new Set<Element>(document.querySelectorAll(POLITE));
    new MutationObserver(() => {
      for (const region of document.querySelectorAll(POLITE)) {
        if (!known.has(region) && region.textContent !== '') silent.push(`added with “${region.textContent?.slice(0, 120)}”`);
        known.add(region);
        if (region.textContent === '' && getComputedStyle(region).display === 'none') silent.push(`not rendered while empty: ${region.outerHTML.slice(0, 120)}`);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => [...new Set<string>(Reflect.get(globalThis, 'silent'))]);
}
