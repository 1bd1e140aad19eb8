/** What is said of an error that nobody expected: on the terminal, where no credential may show up either. */
import type { Redactor } from './redact.ts';

/** Told of an error, with the id that the browser was given. */
export type Report = (error: unknown, id: string) => void;

/** @param say writes a text for whoever runs the console */
export function createReport(redactor: Redactor, say: (text: string) => void): Report {
  return (error, id) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    say(`Error ${id}: ${redactor.text(text)}`);
  };
}
