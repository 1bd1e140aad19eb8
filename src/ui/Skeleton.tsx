import { cx } from './cx.ts';

/** A place held for a line of text that is still to come, as high as the line; `className` gives its width. */
export function Skeleton({ className }: { readonly className: string }) {
  return (
    <span aria-hidden className="flex h-5 items-center">
      <span className={cx('skeleton block h-3', className)} />
    </span>
  );
}
