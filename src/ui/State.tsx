import type { ReactNode } from 'react';

interface StateProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly help: ReactNode;
  /** What can be done about it. */
  readonly children?: ReactNode;
}

/** What a page says in place of what it has not got: nothing there, nothing read, nothing found. */
export function State({ icon, title, help, children }: StateProps) {
  return (
    <div className="m-auto flex max-h-full max-w-md flex-col items-center gap-2 overflow-y-auto p-8 text-center max-sm:p-4">
      <span className="text-ink-3">{icon}</span>
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="mb-2 text-ink-2">{help}</p>
      {children}
    </div>
  );
}
