/** The part of the configuration that says under which address people reach the console. */
import { LOOPBACK, spellHost } from './guard.ts';

export interface PublicAddress {
  /** An origin, as a link begins: `https://console.example.com`. */
  url: string;
  /** Its Host, with the port, as ALLOWED_HOSTS would name it. */
  host: string;
}

/** Reads PUBLIC_URL, adding a sentence to `problems` where it cannot be used. Null when it is not set, and then. */
export function readPublicUrl(text: string, problems: string[]): PublicAddress | null {
  if (text === '') return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  const loopback = url !== null && LOOPBACK.has(url.hostname.replace(/^\[(.*)\]$/u, '$1'));
  if (url === null || (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback))) {
    problems.push('PUBLIC_URL must be an address that begins with https:// (http:// only for localhost).');
    return null;
  }
  const host = spellHost(url.port === '' ? `${url.hostname}:${url.protocol === 'https:' ? '443' : '80'}` : url.host);
  if (host === null || url.username !== '' || url.password !== '' || url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    problems.push('PUBLIC_URL must be an origin only, such as https://console.example.com: no user, query or fragment, and a path goes into BASE_PATH.');
    return null;
  }
  return { url: url.origin, host };
}
