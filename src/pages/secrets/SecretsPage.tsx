import { Title } from '#ui/Title.tsx';
import { t } from '#texts/t.ts';

export function SecretsPage() {
  return (
    <div className="p-4">
      <Title>{t`Secrets · Fleet Console`}</Title>
      <h1 className="text-xl font-semibold">{t`Secrets`}</h1>
    </div>
  );
}
