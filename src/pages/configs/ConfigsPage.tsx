import { Title } from '#ui/Title.tsx';
import { t } from '#texts/t.ts';

export function ConfigsPage() {
  return (
    <div className="p-4">
      <Title>{t`Configs · Fleet Console`}</Title>
      <h1 className="text-xl font-semibold">{t`Configs`}</h1>
    </div>
  );
}
