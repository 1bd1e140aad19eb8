import { useId, type ReactNode } from 'react';
import { cx } from './cx.ts';

interface CardProps {
  readonly title: string;
  /** At the other end of the title's line. */
  readonly aside?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** One part of a page, with its heading: a region that a screen reader can go to. */
export function Card({ title, aside, className, children }: CardProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={cx('min-w-0 rounded-lg border border-line bg-surface', className)}>
      <div className="flex min-h-11 items-center gap-3 border-b border-line px-4 py-1.5">
        <h2 id={id} className="flex-1 text-base font-semibold">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** A list of names and values. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className="flex flex-col divide-y divide-line px-4 py-1 text-sm">{children}</dl>;
}

/** One name and its value in `Facts`. */
export function Fact({ name, tip, children }: { readonly name: string; readonly tip?: string; readonly children: ReactNode }) {
  return (
    <div className="flex min-h-9 min-w-0 items-center gap-4 py-1.5">
      <dt className="w-28 shrink-0 text-ink-2">
        {tip === undefined ? name : <Hint text={name} tip={tip} />}
      </dt>
      <dd className="flex min-w-0 flex-1 items-center gap-1">{children}</dd>
    </div>
  );
}

/** A word with an explanation, on hover and on focus. */
export function Hint({ text, tip }: { readonly text: string; readonly tip: string }) {
  return (
    <span
      className="rounded-sm underline decoration-line-strong decoration-dotted underline-offset-4"
      data-tip={tip}
      aria-description={tip}
      // It is read, not operated: it takes the focus only so that the explanation can be had without a mouse.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {text}
    </span>
  );
}
