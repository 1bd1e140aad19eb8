/** Vite puts every `VITE_` setting into the browser's files; this finds the ones that look like a credential. */
import type { Environment } from './config.ts';
import { createRedactor } from './redact.ts';

const SUSPICIOUS = /TWILIO|MICROVISOR|TOKEN|SECRET|KEY|PASSWORD|CREDENTIAL|PROXY/iu;

/**
 * Looks at names, and at values that hold a configured credential, however it is written there.
 * @returns a sentence that says what to do, or null when nothing is exposed
 */
export function findExposedCredential(settings: Environment, configured: Environment): string | null {
  const { holds } = createRedactor(configured);
  const exposed = Object.entries(settings).find(([name, value = '']) => name.startsWith('VITE_') && (SUSPICIOUS.test(name) || holds(value)));
  if (exposed === undefined) return null;
  return `${exposed[0]} looks like a credential, and a name that begins with VITE_ would publish it in the files that every browser loads. Rename it without VITE_; .env.example has the names that the server reads.`;
}
