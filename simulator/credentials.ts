/** Who is asking: the Authorization header. */

export interface Credential {
  /** Basic: Account SID or API key SID. Bearer: the token. */
  readonly username: string;
  /** Basic only; empty for Bearer. */
  readonly password: string;
}

/** The credential of a request, or null when it carries none that can be read. */
export function readCredential(request: Request): Credential | null {
  const [, scheme, value] = /^(Basic|Bearer) +(\S+)$/iu.exec(request.headers.get('authorization') ?? '') ?? [];
  if (scheme === undefined || value === undefined) return null;
  if (scheme.toLowerCase() === 'bearer') return { username: value, password: '' };
  const text = Buffer.from(value, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1) return null;
  return { username: text.slice(0, colon), password: text.slice(colon + 1) };
}
