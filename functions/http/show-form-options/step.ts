import { checkPeriod } from '../../../domain/calendar/check-period.ts';
import type { Calendar } from '../../../domain/calendar/calendar.ts';
import { localDate } from '../../../domain/calendar/local-date.ts';
import type { Configuration } from '../../../domain/configuration/configuration.ts';
import { villagesOfOffice } from '../../../domain/configuration/regency.ts';
import type { Regency } from '../../../domain/configuration/regency.ts';
import { addMonths, month } from '../../../domain/period/period.ts';
import type { PeriodLength } from '../../../domain/period/period.ts';
import type { DocumentStore } from '../../adapters/dynamodb/configuration-store.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import type { ShowFormOptionsOutput } from './contract.ts';

export type FormDocuments = Pick<
  Configuration,
  'wadah' | 'fundingSources' | 'allocations' | 'programmes' | 'calendar' | 'regency'
>;

export interface ShowFormOptionsDeps {
  readonly documents: Pick<DocumentStore<FormDocuments>, 'current'>;
  readonly now: () => Date;
}

/** A month whose due date has just passed may be last month; money is planned for this year and the next. */
const MONTHS_BACK = -2;
const MONTHS_SHOWN = 26;

/** The choices of the request form in force now. */
export async function showFormOptions(
  { caller }: { caller: Pick<Person, 'officeId'> },
  { documents, now }: ShowFormOptionsDeps,
): Promise<ShowFormOptionsOutput> {
  const current = async <Name extends keyof FormDocuments>(name: Name) => (await documents.current(name)).document;
  const [wadah, fundingSources, allocations, programmes, calendar, regency] = await Promise.all([
    current('wadah'),
    current('fundingSources'),
    current('allocations'),
    current('programmes'),
    current('calendar'),
    current('regency'),
  ]);
  const today = localDate(now().toISOString(), regency.utcOffsetMinutes);
  const years = new Set(allocations.map(({ fiscalYear }) => fiscalYear));
  return {
    today,
    wadah: [...wadah],
    fundingSources: fundingSources.map(({ sourceId, name }) => ({ sourceId, name })),
    programmes: [...programmes.programmes],
    defaultProgrammes: [...programmes.defaultProgrammes],
    periods: openPeriods({ today, calendar, years, lengths: programmes.periodLengths }),
    villages: villagesFor(regency, caller.officeId),
    occupations: [...programmes.occupations],
  };
}

interface Question {
  readonly today: string;
  readonly calendar: Calendar;
  /** Fiscal years with money. */
  readonly years: ReadonlySet<number>;
  readonly lengths: readonly PeriodLength[];
}

function openPeriods({ today, calendar, years, lengths }: Question): ShowFormOptionsOutput['periods'] {
  const first = addMonths(month(today.slice(0, 7)), MONTHS_BACK);
  return Array.from({ length: MONTHS_SHOWN }, (_, offset) => addMonths(first, offset))
    .filter((firstMonth) => years.has(Number(firstMonth.slice(0, 4))))
    .map((firstMonth) => ({
      firstMonth,
      lengths: lengths.filter(
        (months) =>
          checkPeriod({ period: { firstMonth, months }, today, calendar, allowedLengths: lengths }).length === 0,
      ),
    }))
    .filter((period) => period.lengths.length > 0);
}

function villagesFor(regency: Regency, officeId: string | undefined): ShowFormOptionsOutput['villages'] {
  const own = officeId === undefined ? new Set<string>() : villagesOfOffice(regency, officeId);
  const kecamatan = new Map(regency.kecamatan.map(({ code, name }) => [code, name]));
  return regency.villages.map(({ code, name }) => ({
    code,
    name,
    kecamatan: kecamatan.get(code.slice(0, 8)) ?? '',
    isOwn: own.has(code),
  }));
}
