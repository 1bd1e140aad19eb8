import { useEffect, useState } from 'react';
import { lengthOf, valueProblem, valueWarning } from './keyed-limits.ts';

/** A value that is written and never shown: all that is kept of it outside of the field is how long it is. */
export interface SecretField {
  /** In code points. */
  readonly length: number;
  /** Why it cannot be sent; null when it can. */
  readonly problem: string | null;
  /** What is odd about it, although it can be sent; null when nothing is. */
  readonly warning: string | null;
  /** The name of the file that it comes from; null when it is typed. */
  readonly file: string | null;
  /** For the `ref` of the field. */
  readonly attach: (field: HTMLTextAreaElement | null) => void;
  /** What was typed has changed. */
  readonly onInput: () => void;
  readonly fromFile: (text: string, name: string) => void;
  /** Forgets it. */
  readonly clear: () => void;
  /** To be sent at once, and kept nowhere. */
  readonly take: () => string;
  readonly focus: () => void;
}

/** Holds the field itself, or the text of a file, and lets go of either. */
class Hold {
  #field: HTMLTextAreaElement | null = null;
  #file: string | null = null;

  readonly attach = (field: HTMLTextAreaElement | null): void => {
    if (field === null) this.forget();
    this.#field = field;
  };

  readonly forget = (): void => {
    this.put(null);
  };

  readonly take = (): string => this.#file ?? this.#field?.value ?? '';

  readonly focus = (): void => this.#field?.focus();

  /** The text of a file in place of what is typed. */
  put(text: string | null): void {
    this.#file = text;
    if (this.#field) this.#field.value = '';
  }

  /** What is typed counts. */
  typed(): void {
    this.#file = null;
  }
}

const NOTHING = { length: 0, problem: null, warning: null, file: null };

/**
 * The value stands in the field alone: not in React's state, which tools can look into, nor in an attribute, where React would write
 * it. It goes when the dialog is closed and when the page is left, which browsers may keep for going back.
 */
export function useSecretField(): SecretField {
  const [hold] = useState(() => new Hold());
  const [about, setAbout] = useState<Pick<SecretField, 'length' | 'problem' | 'warning' | 'file'>>(NOTHING);
  useEffect(() => {
    const forget = (): void => {
      hold.forget();
      setAbout(NOTHING);
    };
    window.addEventListener('pagehide', forget);
    return () => window.removeEventListener('pagehide', forget);
  }, [hold]);
  const look = (file: string | null): void => setAbout({ length: lengthOf(hold.take()), problem: valueProblem(hold.take()), warning: valueWarning(hold.take()), file });
  return {
    ...about,
    attach: hold.attach,
    take: hold.take,
    focus: hold.focus,
    clear: () => {
      hold.forget();
      setAbout(NOTHING);
    },
    onInput: () => {
      hold.typed();
      look(null);
    },
    fromFile: (text, name) => {
      hold.put(text);
      look(name);
    },
  };
}
