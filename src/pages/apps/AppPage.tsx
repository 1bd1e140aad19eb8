import { Title } from '#ui/Title.tsx';
import { t } from '#texts/t.ts';

export function AppPage() {
  return (
    <div className="p-4">
      <Title>{t`App · Fleet Console`}</Title>
      <h1 className="text-xl font-semibold">{t`App`}</h1>
    </div>
  );
}
