import { Configs } from '#components/Configs.tsx';
import { FleetWhere } from '#components/FleetWhere.tsx';
import { KeyedPage } from '#components/KeyedPage.tsx';
import { useConfigs } from '#components/use-keyed-list.ts';
import { useKeyedPage } from '#components/use-keyed-view.ts';
import { t } from '#texts/t.ts';
import { Title } from '#ui/Title.tsx';
import { paths } from '../../paths.ts';

/** The Configs of the account. */
export function ConfigsPage() {
  const listing = useConfigs(null);
  const control = useKeyedPage(paths.configs);
  return (
    <>
      <Title>{t`Configs · Fleet Console`}</Title>
      <KeyedPage heading={t`Configs`} about={t`Of the account. Those of a single device are others, and stand on its page.`} listing={listing}>
        <Configs scope={null} owner={<FleetWhere />} listing={listing} control={control} main />
      </KeyedPage>
    </>
  );
}
