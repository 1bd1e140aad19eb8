import { Title } from '#ui/Title.tsx';
import { t } from '#texts/t.ts';

export function AppsPage() {
  return (
    <div className="p-4">
      <Title>{t`Apps · Fleet Console`}</Title>
      <h1 className="text-xl font-semibold">{t`Apps`}</h1>
    </div>
  );
}
