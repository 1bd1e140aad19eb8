import { Tooltip } from '@base-ui/react/tooltip';
import { useEffect, useReducer, useState } from 'react';
import { absolute, parseDate } from '#lib/time.ts';

const DELAY = 250;
const DROPS = ['pointerdown', 'keydown', 'focusout'];

/** What has a tooltip: words of its own, or a code to be looked up. */
const TIPPED = '[data-tip], [data-code]';

/** What ends in … where it does not fit. */
const SHORT = '.truncate';

/** What has a tooltip at this place: words of its own, or else a text that is cut. */
function anchorOf(target: Element): Element | null {
  return target.closest(TIPPED) ?? cutAround(target);
}

function cutAround(target: Element): Element | null {
  const short = target.closest(SHORT);
  return short === null || isCut(short) ? short : short.parentElement && cutAround(short.parentElement);
}

function isCut(element: Element): boolean {
  return element.scrollWidth > element.clientWidth;
}

/** What it says: all of a text that is cut, and its own words; a `<time>` says its instant in full. */
function tipOf(anchor: Element, about: (code: string) => string | null): string | null {
  const short = cutAround(anchor) ?? [...anchor.querySelectorAll(SHORT)].find((each) => isCut(each));
  const at = anchor instanceof HTMLTimeElement ? parseDate(anchor.dateTime) : null;
  const code = anchor.getAttribute('data-code');
  const own = at === null ? anchor.getAttribute('data-tip') : absolute(at);
  return [...new Set([short?.textContent, own, code && about(code)])].filter(Boolean).join('\n') || null;
}

interface TipHostProps {
  /** What to say of a `data-code`; null for nothing. */
  readonly about: (code: string) => string | null;
}

/**
 * One tooltip for the whole page. Anything with `data-tip` says it on hover and on keyboard focus, and a text that is cut all of
 * itself; a table of a thousand dates needs no thousand tooltip components. (A screen reader gets the same words from `aria-description`.)
 */
export function TipHost({ about }: TipHostProps) {
  // It is loaded by the very hover or key that wants it.
  const [anchor, setAnchor] = useState(() => [...document.querySelectorAll(':hover, :focus-visible')].map((each) => anchorOf(each)).at(-1) ?? null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const aim = (event: Event): void => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.type === 'focusin' && target?.matches(':focus-visible') !== true) return;
      const next = target && (anchorOf(target) ?? (event.type === 'focusin' ? target.querySelector(TIPPED) : null));
      clearTimeout(timer);
      if (next === null || event.type === 'focusin') setAnchor(next);
      else timer = setTimeout(() => setAnchor(next), DELAY);
    };
    const drop = (event: Event): void => {
      if (event instanceof KeyboardEvent && event.key !== 'Escape') return;
      clearTimeout(timer);
      setAnchor(null);
    };
    // A finger cannot hover: tapping what cannot be pressed says why.
    const explain = (event: Event): void => {
      const target = event.target instanceof Element ? event.target.closest('[aria-disabled="true"][data-tip]') : null;
      if (target !== null) setAnchor(target);
    };
    const options = { capture: true, passive: true };
    document.addEventListener('pointerover', aim, options);
    document.addEventListener('focusin', aim, options);
    document.addEventListener('click', explain, options);
    for (const type of DROPS) document.addEventListener(type, drop, options);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('pointerover', aim, options);
      document.removeEventListener('focusin', aim, options);
      document.removeEventListener('click', explain, options);
      for (const type of DROPS) document.removeEventListener(type, drop, options);
    };
  }, []);
  const [, readAgain] = useReducer((times: number) => times + 1, 0);
  // What it says may change under the pointer: a button that was pressed is another one.
  useEffect(() => {
    if (anchor === null) return undefined;
    const observer = new MutationObserver(readAgain);
    observer.observe(anchor, { attributeFilter: ['data-tip', 'data-code', 'datetime'], childList: true, characterData: true, subtree: true });
    return () => observer.disconnect();
  }, [anchor]);
  const text = anchor?.isConnected ? tipOf(anchor, about) : null;
  useDescription(anchor, text);
  return (
    <Tooltip.Root open={text !== null} onOpenChange={(open) => open || setAnchor(null)} disableHoverablePopup>
      <Tooltip.Portal>
        <Tooltip.Positioner anchor={anchor} side="top" sideOffset={6} collisionPadding={8} className="z-50 pointer-events-none">
          <Tooltip.Popup className="solid max-w-80 rounded-md bg-ink px-2 py-1 text-xs wrap-break-word whitespace-pre-line text-bg shadow-md">
            {text}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

/** What is looked up only now is said to a screen reader, too; everything else described itself when it was drawn. */
function useDescription(anchor: Element | null, text: string | null): void {
  useEffect(() => {
    if (text === null || !anchor?.hasAttribute('data-code') || anchor.hasAttribute('aria-description')) return undefined;
    anchor.setAttribute('aria-description', text);
    return () => anchor.removeAttribute('aria-description');
  }, [anchor, text]);
}
