import { Component, type ReactNode } from 'react';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { CopyButton } from '#ui/CopyButton.tsx';

interface State {
  readonly error: Error | null;
}

/** The last net: a page that broke says so, keeps its details for a report, and offers a way on. Never a white page. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div role="alert" className="mx-auto flex max-w-lg flex-col items-start gap-3 p-8">
        <h1 className="text-xl font-semibold">{t`This page broke`}</h1>
        <p className="text-ink-2">
          {t`Nothing was sent to a device by this. Load the page again; if it happens once more, copy the details into a report.`}
        </p>
        <pre className="max-w-full overflow-auto rounded-md border border-line bg-surface p-3 text-xs whitespace-pre-wrap">{error.message}</pre>
        <div className="flex gap-2">
          <Button variant="primary" onClick={() => location.reload()}>
            {t`Load again`}
          </Button>
          <CopyButton what={t`details`} label={t`Copy details`} text={`${error.stack ?? error.message}\n${location.pathname}`} />
        </div>
      </div>
    );
  }
}
