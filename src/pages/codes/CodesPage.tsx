import { Title } from '#ui/Title.tsx';
import { t } from '#texts/t.ts';

export function CodesPage() {
  return (
    <div className="p-4">
      <Title>{t`Error codes · Fleet Console`}</Title>
      <h1 className="text-xl font-semibold">{t`Error codes`}</h1>
    </div>
  );
}
