import type { Configuration } from '../../../domain/configuration/configuration.ts';
import { explainLine } from '../../../domain/tariff/explain.ts';
import { priceWorker } from '../../../domain/tariff/price.ts';
import type { DocumentStore } from '../../adapters/dynamodb/configuration-store.ts';
import { unknownValue } from '../known-value.ts';
import type { ExplainPremiumOutput, ExplainPremiumQuery } from './contract.ts';

export type PremiumDocuments = Pick<Configuration, 'tariffs' | 'programmes' | 'fundingSources'>;

/**
 * The premium of one worker by the tariffs in force, line by line.
 * @throws RefusedError for an unknown funding source, a tariff that is missing or not confirmed, and a missing income
 */
export async function explainPremium(
  { query }: { query: ExplainPremiumQuery },
  { documents }: { readonly documents: Pick<DocumentStore<PremiumDocuments>, 'current'> },
): Promise<ExplainPremiumOutput> {
  const [tariffs, programme, sources] = await Promise.all([
    documents.current('tariffs'),
    documents.current('programmes'),
    documents.current('fundingSources'),
  ]);
  const { programmes, firstMonth, months, sector, income } = query;
  const { basis, segment } = programme.document;
  const { sourceId } = query;
  const fundingSource = sources.document.find((one) => one.sourceId === sourceId);
  if (fundingSource === undefined) {
    const allowed = sources.document.map((one) => one.sourceId);
    throw unknownValue({ code: 'unknown-source', field: 'query.sourceId', value: sourceId }, allowed);
  }
  const price = priceWorker({
    programmes,
    sector,
    basis,
    segment,
    income,
    fundingSource,
    tariffs: tariffs.document,
    period: { firstMonth, months },
  });
  const lines = price.lines.map((line) => ({ ...line, text: explainLine(line) }));
  return { tariffs: tariffs.document.version, total: price.total, lines };
}
