import type { Regency } from '../../domain/configuration/regency.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import type { RowView } from './roster-rows.ts';
import { ruleLabel } from './rule-labels.ts';
import { codeName, pick } from './words.ts';
import type { Language } from './words.ts';

const WORDS = {
  id: {
    row: 'Baris',
    name: 'Nama',
    village: 'Desa',
    occupation: 'Pekerjaan',
    note: 'Catatan',
    refused: 'tidak ikut',
  },
  en: {
    row: 'Row',
    name: 'Name',
    village: 'Village',
    occupation: 'Occupation',
    note: 'Note',
    refused: 'not included',
  },
} as const;

/** Roster rows with masked NIKs. On a narrow screen each row becomes a block. */
export function rowsTable(
  rows: readonly RowView[],
  { language, regency }: { language: Language; regency: Regency },
): Html {
  const words = WORDS[language];
  const villages = new Map(regency.villages.map((village) => [village.code, village.name]));
  return html`<table class="rows">
    <thead>
      <tr>
        <th scope="col">${words.row}</th>
        <th scope="col">${words.name}</th>
        <th scope="col">NIK</th>
        <th scope="col">${words.village}</th>
        <th scope="col">${words.occupation}</th>
        <th scope="col">${words.note}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            <td>${row.row}</td>
            <td>${row.name}</td>
            <td class="nik">${row.nik}</td>
            <td>${villages.get(row.villageCode) ?? row.villageCode}</td>
            <td>${codeName(row.occupation)}</td>
            <td class="soft">${noteOf(row, language)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function noteOf(row: RowView, language: Language): string {
  const reasons = row.ruleIds.map((ruleId) => pick(ruleLabel(ruleId), language)).join('; ');
  return row.outcome === 'refuse' ? `${WORDS[language].refused}: ${reasons}` : reasons;
}
