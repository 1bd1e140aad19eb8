import type { ReactNode } from 'react';

interface ChoiceProps {
  readonly icon: ReactNode;
  readonly name: string;
  /** What one gets, in a line. */
  readonly what: string;
  readonly onChoose: () => void;
}

/** One of a few things to choose from in a `Panel`, each with its explanation. */
export function Choice({ icon, name, what, onChoose }: ChoiceProps) {
  return (
    <button type="button" onClick={onChoose} className="flex items-start gap-3 rounded-md border border-line px-3 py-2 text-left hover:bg-hover">
      <span className="pt-0.5 text-ink-2">{icon}</span>
      <span className="min-w-0">
        <span className="block text-base font-medium">{name}</span>
        <span className="block text-sm text-ink-2">{what}</span>
      </span>
    </button>
  );
}
