/**
 * The icons of table rows, each one path on a grid of 24. Of our own, where everything else has icons of the library: a table
 * draws hundreds, and there each line of an icon is an element more to make, to style and to lay out.
 */
const ROUND = 'M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20z';
const GLYPHS = {
  check: `${ROUND}M7.5 12.5l3 3l6-7`,
  arrow: 'M4 12h16M13 5l7 7l-7 7',
  hourglass: 'M5 2h14M5 22h14M7 2v4c0 3 5 4 5 6s-5 3-5 6v4M17 2v4c0 3-5 4-5 6s5 3 5 6v4',
  dashed: 'M10 2.2a10 10 0 0 1 4 0M17.6 3.7a10 10 0 0 1 2.7 2.7M21.8 10a10 10 0 0 1 0 4M20.3 17.6a10 10 0 0 1-2.7 2.7M14 21.8a10 10 0 0 1-4 0M6.4 20.3a10 10 0 0 1-2.7-2.7M2.2 14a10 10 0 0 1 0-4M3.7 6.4a10 10 0 0 1 2.7-2.7',
  minus: 'M5 12h14',
  clock: `${ROUND}M12 6v6l4 2`,
  cross: `${ROUND}M9 9l6 6M15 9l-6 6`,
  question: `${ROUND}M9.2 9.2a3 3 0 1 1 4.3 2.7c-1 .5-1.5 1-1.5 2M12 17h.01`,
  alert: `${ROUND}M12 7.5v5M12 16.5h.01`,
  copy: 'M9 9h11a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1zM4 16a2 2 0 0 1-2-2v-10a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2',
  tick: 'M4 12.5l5.5 5.5l11-12',
  unlink: 'M15 7h2a5 5 0 0 1 0 10h-2M9 17h-2a5 5 0 0 1 0-10h2',
} as const;
export type GlyphName = keyof typeof GLYPHS;

/** An icon that stands beside a word which says the same. As large as that word's letters (index.css). */
export function Glyph({ name, className }: { readonly name: GlyphName; readonly className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 24 24" className={className === undefined ? 'glyph' : `glyph ${className}`}>
      <path d={GLYPHS[name]} />
    </svg>
  );
}
