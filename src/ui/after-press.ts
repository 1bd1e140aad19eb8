/**
 * Acts once the pointer that is down now has been released and its click has come, or at once where none is down. What changes the
 * layout when it loses the focus must wait for that: a button that moves away from under a pressed pointer is not clicked.
 */
export function afterPress(act: () => void): void {
  if (document.querySelector(':active') === null) {
    act();
    return;
  }
  const done = new AbortController();
  const end = (): void => {
    done.abort();
    setTimeout(act);
  };
  for (const name of ['pointerup', 'pointercancel', 'keyup']) window.addEventListener(name, end, { signal: done.signal });
}
