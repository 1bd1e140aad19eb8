import { Component, Suspense, type ErrorInfo, type ReactNode } from 'react';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { CopyButton } from '#ui/CopyButton.tsx';
import { GoneError, late } from '#ui/late.ts';
import { errorDetails } from './error-details.ts';

const SentChanges = late(async () => (await import('./SentChanges.tsx')).SentChanges, SentUnknown);

/** Until it can be shown what was sent. */
function SentUnknown() {
  return <p className="coming text-ink-2">{t`What this tab has sent cannot be shown yet.`}</p>;
}

interface State {
  readonly error: Error | null;
}

/** The last net: a page that broke says so, keeps its details for a report, and offers a way on. Never a white page. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null };
  #components = '';
  #at = new Date();

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(_: unknown, { componentStack }: ErrorInfo): void {
    this.#components = componentStack ?? '';
    this.#at = new Date();
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const gone = error instanceof GoneError;
    return (
      <div role="alert" className="mx-auto flex max-w-lg flex-col items-start gap-3 p-8 max-sm:px-4">
        <h1 className="text-xl font-semibold">{gone ? t`The console was upgraded` : t`This page broke`}</h1>
        <p className="text-ink-2">
          {gone
            ? t`This tab still has the version from before, and this page is not part of it. Load the page again to go on with the new one.`
            : t`Load the page again, or go to another one. If this happens again, copy the details into a report.`}
        </p>
        <Suspense fallback={<SentUnknown />}>
          <SentChanges />
        </Suspense>
        {!gone && <pre className="max-w-full overflow-auto rounded-md border border-line bg-surface p-3 text-xs whitespace-pre-wrap wrap-anywhere">{error.message}</pre>}
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" onClick={() => location.reload()}>
            {t`Load again`}
          </Button>
          <CopyButton what={t`details`} label={t`Copy details`} text={() => errorDetails(error, this.#components, this.#at)} className="h-8 pointer-coarse:h-11" />
        </div>
      </div>
    );
  }
}
