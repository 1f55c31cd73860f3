import { rupiah } from '../../domain/money/money.ts';
import { month } from '../../domain/period/period.ts';
import { createRecap } from '../../functions/files/recap.ts';
import type { ExportLine } from '../../functions/files/export-cells.ts';
import type { RecapContent } from '../../functions/files/recap-rows.ts';
import { readSampleConfiguration } from '../../tools/configuration-folder.ts';

const { regency, files } = readSampleConfiguration(2027).parsed;

/** A recap of so many workers spread evenly over the villages; JKM is Rp6,800 each. */
export function recapOf(
  { villages, workers, jkk = 10_000 }: { villages?: readonly string[]; workers: number; jkk?: number },
  paper: Partial<RecapContent['paper']> = {},
): RecapContent {
  const codes = villages ?? regency.villages.map(({ code }) => code);
  const recap = createRecap();
  const price = { JKK: [rupiah(jkk)], JKM: [rupiah(6_800)] };
  for (let worker = 0; worker < workers; worker += 1) {
    const kodeDesa = codes[worker % codes.length];
    recap.add({ lineId: `REV00001-${worker}`, row: { kodeDesa } as ExportLine['row'], price });
  }
  return {
    batch: {
      batchId: 'SG-202701-1-APBD-1',
      number: 1,
      fiscalYear: 2027,
      wadah: 'SG: Pekerja Rentan',
      source: 'APBD: APBD Kabupaten',
      period: { firstMonth: month('2027-01'), months: 1 },
      dueDate: '2027-02-15',
    },
    accounts: [
      { programme: 'JKK', allocationId: 'APBD-2027-JKK', accountCode: '5.1.02.02.02.0006' },
      { programme: 'JKM', allocationId: 'APBD-2027-JKM', accountCode: '5.1.02.02.02.0007' },
    ],
    placeNames: new Map([...regency.kecamatan, ...regency.villages].map(({ code, name }) => [code, name])),
    paper: { ...files.recap, ...paper },
    recap: recap.result(),
  };
}
