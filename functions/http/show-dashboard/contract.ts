import * as z from 'zod';
import { requestIdSchema } from '../../../domain/identity/ids.ts';
import { monthSchema } from '../../../domain/period/period.ts';
import { programmeSchema } from '../../../domain/programme/programme.ts';
import { textSchema } from '../../../domain/text-schema.ts';
import { allocationSchema } from '../../adapters/dynamodb/ledger-records.ts';

export const params = z.object({});
/** `month`: the current one when absent. */
export const query = z.object({ month: monthSchema.optional() });
export type ShowDashboardQuery = z.infer<typeof query>;
export const body = z.object({});

const count = z.number().int();
const goal = count.optional();

/**
 * Workers covered in the month by committed requests, without those who were removed or rejected (`lost`). A worker holds
 * a programme and month once, so the count under one programme is a count of persons; `workers` is that of `programme`.
 */
const coverageSchema = z.object({
  programme: programmeSchema,
  workers: count,
  goal,
  lost: count,
  byProgramme: z.partialRecord(programmeSchema, count),
  byKecamatan: z.array(z.object({ code: z.string(), name: z.string(), workers: count, goal })),
  /** `name` in Indonesian, as rosters write it; `lainnya` are those whose occupation is not on the list. */
  byOccupation: z.array(z.object({ code: z.string(), name: z.string(), workers: count })),
});

/** One funding source in the month's fiscal year, all its programmes together. Whole rupiah. */
const moneySchema = allocationSchema
  .pick({
    sourceId: true,
    allocated: true,
    available: true,
    reserved: true,
    committed: true,
    disbursed: true,
    overpaid: true,
  })
  .extend({ name: z.string() });

const openLevelSchema = z.object({
  requestId: requestIdSchema,
  title: z.string(),
  officeId: z.string(),
  officeName: z.string(),
  level: count,
  levelTitle: textSchema,
  openedAt: z.string(),
  expireAt: z.string(),
  /** Ids of persons; their names are in `people`. */
  waitingFor: z.array(z.string()),
});

/** Levels that wait for a decision: by whole days since they opened, and the ones open longest. */
const approvalsSchema = z.object({
  open: count,
  byAge: z.array(z.object({ fromDays: count, toDays: count.optional(), levels: count })),
  longest: z.array(openLevelSchema),
});

/** Requests whose cover ends soon, the first to end first; a request that goes on with the same workers is its own. */
const endingSchema = z.object({
  withinDays: count,
  workers: count,
  requests: z.array(
    z.object({
      requestId: requestIdSchema,
      title: z.string(),
      officeId: z.string(),
      officeName: z.string(),
      workers: count,
      /** Last day of cover, local. */
      endsOn: z.string(),
    }),
  ),
});

/** An officer sees the own office's requests and kecamatan; everybody else the whole regency. */
export const output = z.object({
  at: z.string(),
  month: monthSchema,
  fiscalYear: count,
  officeId: z.string().optional(),
  officeName: z.string().optional(),
  coverage: coverageSchema,
  money: z.array(moneySchema),
  approvals: approvalsSchema,
  ending: endingSchema,
  people: z.record(z.string(), z.string()),
});
export type ShowDashboardOutput = z.infer<typeof output>;
