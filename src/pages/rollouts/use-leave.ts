import { useEffect, useEffectEvent } from 'react';
import { useBeforeUnload } from 'react-router-dom';

/**
 * What was not kept is not lost by leaving: `keep` is called when another page of the console is gone to, and the browser asks
 * before the tab is closed or loaded again.
 */
export function useLeave(unkept: boolean, keep: () => void): void {
  useBeforeUnload((event) => {
    if (unkept) event.preventDefault();
  });
  const left = useEffectEvent(() => {
    if (unkept) keep();
  });
  useEffect(() => () => left(), []);
}
