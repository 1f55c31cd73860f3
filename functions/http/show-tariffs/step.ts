import type { Configuration } from '../../../domain/configuration/configuration.ts';
import { isSettled } from '../../../domain/tariff/tariff.ts';
import type { DocumentStore } from '../../adapters/dynamodb/configuration-store.ts';
import type { ShowTariffsOutput } from './contract.ts';

export type TariffDocuments = Pick<Configuration, 'tariffs' | 'fundingSources'>;

/** The tariffs in force, with the funding sources' standing, which decides discounts. */
export async function showTariffs({
  documents,
}: {
  readonly documents: Pick<DocumentStore<TariffDocuments>, 'current'>;
}): Promise<ShowTariffsOutput> {
  const [{ version, document }, sources] = await Promise.all([
    documents.current('tariffs'),
    documents.current('fundingSources'),
  ]);
  const { bpu, bands, discounts, pu } = document;
  const figures = [...bpu, ...bands, ...discounts, ...pu].filter((row) => !isSettled(row)).map(({ id }) => id);
  const money = sources.document.filter((source) => !isSettled(source)).map(({ sourceId }) => sourceId);
  return {
    version,
    name: document.version,
    bpu: [...bpu],
    bands: [...bands],
    discounts: [...discounts],
    pu: [...pu],
    fundingSources: [...sources.document],
    unsettled: [...figures, ...money],
  };
}
