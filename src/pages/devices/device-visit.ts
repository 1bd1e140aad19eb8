import { useEffect, useState } from 'react';

let visit = 0;
/** Device pages that are mounted: on the way from one to the next the old one still is as the new one is made. */
let mounted = 0;

function enter(): number {
  if (mounted === 0) visit += 1;
  return visit;
}

/** Numbers the stays at the device pages, however many of them one steps through: a list that is entered anew is worked through anew. */
export function useVisit(): number {
  const [here] = useState(enter);
  useEffect(() => {
    mounted += 1;
    return () => {
      mounted -= 1;
    };
  }, []);
  return here;
}
