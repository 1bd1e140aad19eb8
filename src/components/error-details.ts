import { session } from '#api/session.ts';
import { ownBuild } from './upgrade.ts';

/** What a report of a broken page needs, as text: what broke, where, when, and in which version. Nothing that lets anybody in. */
export function errorDetails(error: Error, components: string, at: Date): string {
  const causes = [error, ...(error.cause instanceof Error ? [error.cause] : [])].map((each) => each.stack ?? `${each.name}: ${each.message}`);
  const lines = [
    ...causes,
    ...(components === '' ? [] : [`Drawn by:${components}`]),
    `Address: ${address(location)}`,
    `Version: ${ownBuild()}`,
    `Time: ${at.toISOString()}`,
    `Browser: ${navigator.userAgent}`,
  ];
  return lines.join('\n').replaceAll(token(), '…');
}

/** Where it happened; without the API's page token, which is of no use to anybody else. */
function address({ pathname, search }: Location): string {
  const params = new URLSearchParams(search);
  params.delete('token');
  return params.size === 0 ? pathname : `${pathname}?${params}`;
}

/** Of this page, to the gateway: it must never be in a report. Where there is none, nothing can hold it. */
function token(): string {
  try {
    return session().token;
  } catch {
    return '\0';
  }
}
