import { fiscalYearOf } from '../../../domain/period/period.ts';
import { allocationIdOf } from '../../../domain/configuration/funding.ts';
import { checkPeriod } from '../../../domain/calendar/check-period.ts';
import { RefusedError } from '../../../domain/errors.ts';
import type { Text } from '../../../domain/text.ts';
import { requireKnown } from '../known-value.ts';
import type { SubmitBody } from './contract.ts';
import type { SubmitConfiguration } from './configuration.ts';

const CODE = 'request-not-allowed';

/**
 * What can be told before the roster is read: wadah, funding source, programmes and period against the configuration.
 * @param today local calendar day
 * @throws RefusedError naming the field and what is allowed
 */
export function checkRequest(body: SubmitBody, configuration: SubmitConfiguration, today: string): void {
  const { wadah, fundingSources, programmes, allocations } = configuration;
  const named = (field: string, value: string) => ({ code: CODE, field: `body.${field}`, value });
  const wadahIds = wadah.map((one) => one.wadahId);
  const sourceIds = fundingSources.map((one) => one.sourceId);
  requireKnown(named('wadahId', body.wadahId), wadahIds);
  requireKnown(named('sourceId', body.sourceId), sourceIds);
  for (const programme of body.programmes) requireKnown(named('programmes', programme), programmes.programmes);
  if (new Set(body.programmes).size !== body.programmes.length) {
    throw refuse('programmes', { id: 'Program tertulis lebih dari sekali.', en: 'A programme is listed twice.' });
  }
  requirePeriod(body, configuration, today);
  const known = new Set(allocations.map(allocationIdOf));
  const fiscalYear = fiscalYearOf(body.period.firstMonth);
  for (const programme of body.programmes) {
    const allocationId = allocationIdOf({ sourceId: body.sourceId, fiscalYear, programme });
    if (!known.has(allocationId)) {
      throw refuse('sourceId', {
        id: `Belum ada pagu ${body.sourceId} tahun ${fiscalYear} untuk ${programme}. Hubungi administrator.`,
        en: `There is no allocation of ${body.sourceId} in ${fiscalYear} for ${programme}. Ask an administrator.`,
      });
    }
  }
}

function requirePeriod({ period }: SubmitBody, configuration: SubmitConfiguration, today: string): void {
  const { calendar, programmes } = configuration;
  const problem = checkPeriod({ period, today, calendar, allowedLengths: programmes.periodLengths })[0];
  if (problem === undefined) return;
  throw new RefusedError({ code: problem.code, field: 'body.period', text: problem.text });
}

function refuse(field: string, text: Text): RefusedError {
  return new RefusedError({ code: CODE, field: `body.${field}`, text });
}
