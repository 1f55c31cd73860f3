import { RefusedError } from '../errors.ts';
import { citationIn } from './provenance.ts';
import type { Certainty, Citation, Provenance } from './provenance.ts';

/** A figure that is neither certain nor confirmed prices nothing. Its `name` stays RefusedError: the machine goes by that. */
export class TariffNotConfirmedError extends RefusedError {
  readonly rowId: string;
  readonly source: Citation;
  readonly certainty: Certainty;
  constructor(row: Provenance & { readonly id: string }) {
    super({
      code: 'tariff-not-confirmed',
      kind: 'conflict',
      field: row.id,
      text: {
        id: `Tarif ${row.id} belum pasti (${citationIn(row.source, 'id')}). Administrator harus mengonfirmasinya beserta sumbernya sebelum dipakai.`,
        en: `Tariff ${row.id} is not certain (${citationIn(row.source, 'en')}). An administrator must confirm it with its source before it is used.`,
      },
    });
    this.rowId = row.id;
    this.source = row.source;
    this.certainty = row.certainty;
  }
}

export class TariffMissingError extends RefusedError {
  constructor(what: string, month: string) {
    super({
      code: 'tariff-missing',
      kind: 'conflict',
      field: what,
      text: {
        id: `Tidak ada tarif ${what} yang berlaku untuk bulan ${month}.`,
        en: `No tariff ${what} is in force for the month ${month}.`,
      },
    });
  }
}

export class SegmentNotPricedError extends RefusedError {
  constructor(segment: string) {
    super({
      code: 'segment-not-priced',
      field: segment,
      text: {
        id: `Iuran segmen ${segment} belum dapat dihitung; yang tersedia hanya BPU.`,
        en: `Premiums of segment ${segment} cannot be priced yet; only BPU can.`,
      },
    });
  }
}

export class IncomeMissingError extends RefusedError {
  constructor() {
    super({
      code: 'income-missing',
      field: 'penghasilan',
      text: {
        id: 'Program ini menghitung iuran dari penghasilan, tetapi penghasilan tidak diisi.',
        en: 'This programme prices by income, but no income is stated.',
      },
    });
  }
}
