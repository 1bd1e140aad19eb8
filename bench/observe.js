/** Run in a page before its scripts (`addInitScript`), or in it (`evaluate`): nothing else of this file is there. */

/** Notes paints, shifts, long tasks up to the first row and after it, keys, and the first frame that shows a device. Milliseconds since the navigation began. */
export function observe() {
  const figures = { cls: 0, fcp: 0, row: 0, blockedBefore: 0, blocked: 0, slowestEvent: 0 };
  window.figures = figures;
  // oxlint-disable-next-line unicorn/consistent-function-scoping
  const watch = (type, note, more = {}) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...more });
  watch('layout-shift', (shift) => {
    if (!shift.hadRecentInput) figures.cls += shift.value;
  });
  watch('paint', (paint) => {
    if (paint.name === 'first-contentful-paint') figures.fcp = paint.startTime;
  });
  watch('longtask', ({ startTime, duration }) => {
    // Nothing of the fleet is read before there is a row to look at.
    figures[figures.row > 0 && startTime > figures.row ? 'blocked' : 'blockedBefore'] += Math.max(0, duration - 50);
  });
  // Rounded to 8 ms by the browser, and not told below 16.
  watch('event', ({ name, duration }) => {
    if (['keydown', 'keypress', 'input', 'keyup'].includes(name)) figures.slowestEvent = Math.max(figures.slowestEvent, duration);
  }, { durationThreshold: 16 });
  const look = () => {
    const row = document.querySelector('[role="rowheader"] a, [role="grid"]:has(.height) [role="row"]:not(:empty)');
    if (row === null) requestAnimationFrame(look);
    else figures.row = performance.now();
  };
  requestAnimationFrame(look);
}

/** Notes when a key went down, and when the page changed for the last time since. Ages that tick inside a row are no change. */
export function watchKeys() {
  const key = { down: 0, changed: 0 };
  window.key = key;
  document.addEventListener('keydown', ({ timeStamp }) => {
    key.down = timeStamp;
    key.changed = timeStamp;
  }, { capture: true });
  // oxlint-disable-next-line unicorn/consistent-function-scoping
  const ticks = ({ type, target }) => type === 'characterData' && target.parentElement?.closest('[role="row"]');
  new MutationObserver((changes) => {
    if (!changes.every(ticks)) key.changed = performance.now();
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}

/** How many ms after the last key the page changed for the last time before `quiet` ms of rest. */
export function afterKey({ quiet }) {
  return new Promise((resolve) => {
    const check = () => {
      const { down, changed } = window.key;
      if (performance.now() - changed < quiet) setTimeout(check, 20);
      else resolve(changed - down);
    };
    check();
  });
}

/** Clicks on a header, and answers how many ms later the first frame came whose first row is the one that stays first. */
export function sortBy({ name, watch }) {
  const button = [...document.querySelectorAll('[role="columnheader"] button')].find((each) => each.textContent.startsWith(name));
  // oxlint-disable-next-line unicorn/consistent-function-scoping
  const firstRow = () => document.querySelector('[role="rowheader"] a')?.getAttribute('href').split('?')[0];
  // As it was: a sort may be done before the next frame.
  const frames = [{ at: 0, first: firstRow() }];
  const began = performance.now();
  button.click();
  return new Promise((resolve) => {
    const look = () => {
      const at = performance.now() - began;
      const first = firstRow();
      if (frames.at(-1)?.first !== first) frames.push({ at, first });
      if (at < watch) requestAnimationFrame(look);
      else resolve(frames.length > 1 ? frames.at(-1).at : Number.NaN);
    };
    requestAnimationFrame(look);
  });
}

/** Scrolls from top to end in `ms`, one step a frame. Answers frames a second, and which 5 % took longer than, in ms. */
export function scrub({ ms }) {
  const grid = document.querySelector('[role="grid"]');
  const scroller = grid.querySelector('.height') === null ? grid.parentElement : grid;
  return new Promise((resolve) => {
    const frames = [];
    const began = performance.now();
    let before = began;
    const step = (now) => {
      if (now > before) frames.push(now - before);
      before = now;
      const share = (now - began) / ms;
      scroller.scrollTop = share * (scroller.scrollHeight - scroller.clientHeight);
      if (share < 1) return requestAnimationFrame(step);
      const sorted = frames.slice(1).toSorted((a, b) => a - b);
      return resolve({ fps: (1000 * frames.length) / (before - began), p95: sorted[Math.floor(sorted.length * 0.95)] });
    };
    requestAnimationFrame(step);
  });
}
