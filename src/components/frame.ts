import type { Theme } from './choices.ts';

/** As of the header; index.html has the same. */
const COLOURS = { light: '#ffffff', dark: '#121316' };

/** The browser's own frame around an installed console follows the theme. */
export function colourFrame(theme: Theme): void {
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    meta.content = COLOURS[theme === 'system' ? (meta.media.includes('dark') ? 'dark' : 'light') : theme];
  }
}
