import { basePath, session } from '#api/session.ts';

/** Where a page of the console is on this server, for links that the router does not draw: it adds the base path to its own. */
export function hrefOf(path: string): string {
  return basePath() + path.slice(1);
}

/** The address of a page of this console for somebody else: under the console's public address where one is configured (PUBLIC_URL), else as it is open here. @param path of `paths` */
export function permalink(path: string): string {
  return (session().publicUrl ?? window.location.origin) + hrefOf(path);
}

/** The page of an address of this console, as the router and `paths` know it. @param pathname under the base path, as every page is */
export function pathIn(pathname: string): string {
  return pathname.slice(basePath().length - 1);
}
