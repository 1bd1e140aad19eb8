import { FileSpreadsheet, Sheet } from 'lucide-react';
import { PLAIN_CSV, type CsvForm } from '#lib/csv.ts';
import { t } from '#texts/t.ts';
import { Choice } from '#ui/Choice.tsx';
import { Radios } from '#ui/Radios.tsx';
import { csvSeparator } from './csv-form.ts';
import { usePreference } from './preference.ts';

/** The two forms of a CSV file, and which is for what. */
export function CsvChoices({ onChoose }: { readonly onChoose: (form: CsvForm) => void }) {
  const [separator, setSeparator] = usePreference(csvSeparator);
  return (
    <>
      <Choice
        icon={<FileSpreadsheet aria-hidden size={16} />}
        name={t`CSV for spreadsheets`}
        what={t`00123 and 2026-11 stay text in Excel and Google Sheets, and in LibreOffice if you tick “Evaluate formulas” on import.`}
        onChoose={() => onChoose({ separator, spreadsheet: true })}
      />
      <div className="px-3 pt-1 pb-2">
        <Radios
          inline
          legend={t`Separator for spreadsheets`}
          options={[[',', t`comma`], [';', t`semicolon`]]}
          value={separator}
          onChange={setSeparator}
          hint={t`Excel expects your region’s list separator: a semicolon where decimals use a comma.`}
        />
      </div>
      <Choice
        icon={<Sheet aria-hidden size={16} />}
        name={t`CSV for programs`}
        what={t`RFC 4180: values as they are, but with an apostrophe before text that looks like a formula. A spreadsheet turns 00123 into 123.`}
        onChoose={() => onChoose(PLAIN_CSV)}
      />
    </>
  );
}
