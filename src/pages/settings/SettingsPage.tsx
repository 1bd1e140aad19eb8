import { Title } from '#ui/Title.tsx';
import { t } from '#texts/t.ts';

export function SettingsPage() {
  return (
    <div className="p-4">
      <Title>{t`Settings · Fleet Console`}</Title>
      <h1 className="text-xl font-semibold">{t`Settings`}</h1>
    </div>
  );
}
