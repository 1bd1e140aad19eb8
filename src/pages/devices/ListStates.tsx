import { t } from '#texts/t.ts';
import { ComingKeys } from '#ui/ComingKeys.tsx';

/** Rows to come, at the height they will have. */
export function SkeletonRows({ rows, rowHeight }: { readonly rows: number; readonly rowHeight: number }) {
  return (
    <>
      <ComingKeys keys={{ j: t`Next row`, k: t`Previous row`, x: t`Select the row, or no longer`, X: t`Select the rows of this page, or no longer` }} />
      <div role="status" aria-label={t`Loading devices`} className="min-h-0 flex-1 overflow-hidden">
        <div className="h-9 border-b border-line-strong bg-bg" />
        {Array.from({ length: rows }, (_, row) => (
          <div key={row} className="flex items-center gap-8 border-b border-line bg-surface px-4" style={{ height: rowHeight }}>
            <span className="skeleton h-3 w-44" />
            <span className="skeleton h-3 w-20" />
            <span className="skeleton h-3 w-24 max-sm:hidden" />
            <span className="skeleton h-3 w-28 max-sm:hidden" />
            <span className="skeleton h-3 w-28 max-lg:hidden" />
            <span className="skeleton h-3 w-16 max-lg:hidden" />
          </div>
        ))}
      </div>
    </>
  );
}
