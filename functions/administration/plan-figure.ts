import type { Configuration } from '../../domain/configuration/configuration.ts';
import type { PersonId } from '../../domain/identity/ids.ts';
import { isSettled } from '../../domain/tariff/tariff.ts';
import type { Provenance } from '../../domain/tariff/provenance.ts';
import { configurationKey } from '../adapters/dynamodb/keys.ts';
import type { FigureContent } from './change-records.ts';
import { newVersion, readDocuments } from './documents.ts';
import { refuse } from './plan.ts';
import type { Plan, Planning } from './plan.ts';

type Confirmation = NonNullable<Provenance['confirmedBy']>;
type Confirm = <Row extends Provenance>(row: Row) => Row & { confirmedBy: Confirmation };

/**
 * Confirms a figure that is not certain, with the paper that says so: a tariff row, band or discount, or whether a
 * funding source counts as APBN/APBD. From then on it prices; requests on their way keep the version they were sent under.
 * @throws RefusedError when no such figure is uncertain
 */
export async function planFigure(figure: FigureContent, { table, at }: Planning): Promise<Plan> {
  const { configuration, versions } = await readDocuments(table);
  const { document, id, paper } = figure;
  const before = rowsOf(configuration, document).find((row) => row.id === id)?.row;
  if (before === undefined || isSettled(before)) throw notUncertain(figure, configuration);
  const confirmedBy = (personId: PersonId): Confirmation => ({ personId, on: at.slice(0, 10), paper });
  return {
    before,
    after: { ...before, paper },
    chainPk: configurationKey(document).pk,
    told: { before: { id, certainty: before.certainty, source: before.source }, after: { id, paper } },
    writes: ({ confirmedBy: personId }) => {
      const confirm: Confirm = (row) => ({ ...row, confirmedBy: confirmedBy(personId) });
      const content = confirmed(configuration, figure, confirm);
      return newVersion(table, { name: document, before: versions[document] ?? 0, content, at });
    },
  };
}

function rowsOf({ tariffs, fundingSources }: Configuration, document: FigureContent['document']) {
  return document === 'fundingSources'
    ? fundingSources.map((row) => ({ id: row.sourceId, row }))
    : [...tariffs.bpu, ...tariffs.bands, ...tariffs.discounts, ...tariffs.pu].map((row) => ({ id: row.id, row }));
}

function confirmed({ tariffs, fundingSources }: Configuration, { document, id }: FigureContent, confirm: Confirm) {
  if (document === 'fundingSources') return fundingSources.map((row) => (row.sourceId === id ? confirm(row) : row));
  return {
    ...tariffs,
    bpu: tariffs.bpu.map((row) => (row.id === id ? confirm(row) : row)),
    bands: tariffs.bands.map((row) => (row.id === id ? confirm(row) : row)),
    discounts: tariffs.discounts.map((row) => (row.id === id ? confirm(row) : row)),
    pu: tariffs.pu.map((row) => (row.id === id ? confirm(row) : row)),
  };
}

function notUncertain({ document, id }: FigureContent, configuration: Configuration) {
  const open = rowsOf(configuration, document).filter(({ row }) => !isSettled(row));
  const list = open.map((one) => one.id).join(', ') || '-';
  return refuse(
    'figure-not-uncertain',
    {
      id: `Tidak ada angka ${id} yang menunggu konfirmasi. Yang menunggu: ${list}.`,
      en: `No figure ${id} waits for a confirmation. Waiting are: ${list}.`,
    },
    'body.content.id',
  );
}
