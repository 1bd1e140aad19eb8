/** What a page must never do, whatever a test looks at: throw, complain in the console, break its own CSP. */
import type { BrowserContext, ConsoleMessage } from 'playwright/test';

export class Problems {
  readonly #seen: string[] = [];
  readonly #expected: RegExp[] = [];

  /** Watches every page of a context, from before its first script. */
  watch(context: BrowserContext): void {
    context.on('console', (message) => this.#note(message));
    context.on('weberror', (error) => this.#seen.push(`uncaught: ${error.error().message}`));
  }

  /** Says that the test expects complaints of this kind; may be called before or after they came. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  /** Chromium itself reports every reply of 400 and above, and every refused connection, in the console. */
  expectFailedRequests(): void {
    this.expect(/^error: Failed to load resource:/u);
  }

  unexpected(): string[] {
    return this.#seen.filter((text) => !this.#expected.some((pattern) => pattern.test(text)));
  }

  // A violated policy is an error of the console, too: "… violates the following Content Security Policy directive".
  #note(message: ConsoleMessage): void {
    if (message.type() !== 'error' && !/Content Security Policy|Trusted ?Types?/u.test(message.text())) return;
    this.#seen.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  }
}
