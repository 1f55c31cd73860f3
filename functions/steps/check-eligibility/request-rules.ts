import { localDate } from '../../../domain/calendar/local-date.ts';
import { prepareRules } from '../../../domain/eligibility/evaluate.ts';
import type { PreparedRules } from '../../../domain/eligibility/evaluate.ts';
import { BrokenError } from '../../../domain/errors.ts';
import { createPricer } from '../../../domain/tariff/profile.ts';
import type { Pricer } from '../../../domain/tariff/profile.ts';
import type { ConfigurationStore } from '../../adapters/dynamodb/configuration-store.ts';
import type { RevisionHead } from '../../adapters/dynamodb/records.ts';

export interface RequestRules {
  readonly rules: PreparedRules;
  readonly price: Pricer;
}

/**
 * Rules and prices of a request. Programme and tariffs are the versions recorded when it was sent, or the ones in force
 * now (`tariffs: 'current'`, to see whether a price has changed); calendar, villages and sources are always today's.
 */
export async function rulesOfRequest(
  head: RevisionHead,
  deps: { readonly configuration: Pick<ConfigurationStore, 'current' | 'version'>; readonly now: () => Date },
  tariffs: 'recorded' | 'current' = 'recorded',
): Promise<RequestRules> {
  const { configuration } = deps;
  const [programme, tariff, calendar, regency, sources] = await Promise.all([
    configuration.version('programmes', head.configuration.programmes),
    tariffs === 'current'
      ? configuration.current('tariffs')
      : configuration.version('tariffs', head.configuration.tariffs),
    configuration.current('calendar'),
    configuration.current('regency'),
    configuration.current('fundingSources'),
  ]);
  const { period, programmes, sourceId } = head.header;
  const fundingSource = sources.document.find((source) => source.sourceId === sourceId);
  if (fundingSource === undefined) throw new BrokenError(`funding source ${sourceId} is not configured`);
  const rules = prepareRules({
    programme: programme.document,
    villages: regency.document.villages.map((village) => village.code),
    period,
    today: localDate(deps.now().toISOString(), regency.document.utcOffsetMinutes),
    calendar: calendar.document,
  });
  const price = createPricer({
    programmes,
    basis: programme.document.basis,
    fundingSource,
    tariffs: tariff.document,
    segment: programme.document.segment,
    period,
  });
  return { rules, price };
}
