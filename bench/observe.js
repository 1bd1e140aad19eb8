/** Runs in a page before its scripts (`addInitScript`): notes paints, shifts, long tasks, keys and what they change. */
export function observe() {
  const figures = { cls: 0, fcp: 0, row: 0, blocked: 0, slowestEvent: 0 };
  window.figures = figures;
  // It runs in the page, where nothing else of this file is.
  // oxlint-disable-next-line unicorn/consistent-function-scoping
  const watch = (type, note, more = {}) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...more });
  watch('layout-shift', (shift) => {
    if (!shift.hadRecentInput) figures.cls += shift.value;
  });
  watch('paint', (paint) => {
    if (paint.name === 'first-contentful-paint') figures.fcp = paint.startTime;
  });
  watch('longtask', ({ duration }) => {
    figures.blocked += Math.max(0, duration - 50);
  });
  watch('event', ({ name, duration }) => {
    if (name === 'keydown' || name === 'input') figures.slowestEvent = Math.max(figures.slowestEvent, duration);
  }, { durationThreshold: 16 });
  const look = () => {
    const row = document.querySelector('[role="rowheader"] a, [role="grid"]:has(.height) [role="row"]:not(:empty)');
    if (row === null) requestAnimationFrame(look);
    else figures.row = performance.now();
  };
  requestAnimationFrame(look);
}

/** Runs in the page: does something, and answers how many ms later the page changed for the last time before `quiet` ms of rest. */
export function untilSettled({ selector, quiet }) {
  return new Promise((resolve) => {
    const began = performance.now();
    let last = began;
    const observer = new MutationObserver(() => {
      last = performance.now();
    });
    observer.observe(document.querySelector(selector) ?? document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    const check = () => {
      if (performance.now() - Math.max(last, began) < quiet) return setTimeout(check, 20);
      observer.disconnect();
      return resolve(last - began);
    };
    check();
  });
}

/** Runs in the page: scrolls from top to end in `ms`, one step a frame. Answers frames a second and the slowest ones, in ms. */
export function scrub({ ms }) {
  const grid = document.querySelector('[role="grid"]');
  const scroller = grid.scrollHeight > grid.clientHeight + 50 && getComputedStyle(grid).overflowY === 'auto' ? grid : grid.parentElement;
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
