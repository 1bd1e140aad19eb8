import * as z from 'zod/mini';
import type { CsvForm } from '#lib/csv.ts';
import { preference } from './preference.ts';

/** What stands between the cells of a file for spreadsheets: kept in this browser. By default what Excel expects in this region, as far as its decimals tell. */
export const csvSeparator = preference('csv-separator', z.enum([',', ';']), usualSeparator());

function usualSeparator(): CsvForm['separator'] {
  return (1.5).toLocaleString().includes(',') ? ';' : ',';
}
