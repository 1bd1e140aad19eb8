/** What Chromium is started with. */
export const BROWSER_ARGS: string[];
export function findBrowser(): string;
/** Whether the distribution of this /etc/os-release has a package `chromium` that is a browser, not a snap's stub. */
export function packagesChromium(osRelease: string): boolean;
