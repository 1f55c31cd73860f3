import * as z from 'zod';

const textSchema = z.object({ id: z.string(), en: z.string() });

/** What `GET /api/requests/{requestId}` tells, as far as this tool shows it. */
export const requestViewSchema = z.object({
  requestId: z.string(),
  number: z.number(),
  title: z.string(),
  status: z.string(),
  sourceId: z.string(),
  firstMonth: z.string(),
  months: z.number(),
  programmes: z.array(z.string()),
  batchId: z.string().optional(),
  needsAdministrator: z.boolean(),
  removedWorkers: z.number().optional(),
  outcome: textSchema.extend({ code: z.string() }).optional(),
  summary: z
    .object({
      rows: z.number(),
      badRows: z.number(),
      eligible: z.number(),
      refused: z.number(),
      total: z.number(),
      reasons: z.record(z.string(), z.number()),
    })
    .optional(),
  levels: z.array(
    z.object({
      level: z.number(),
      title: textSchema,
      status: z.string(),
      expireAt: z.string(),
      votes: z.array(z.object({ personId: z.string(), word: z.string(), reason: z.string().optional() })),
      waitingFor: z.array(z.string()),
    }),
  ),
  timeline: z.array(z.object({ at: z.string(), type: z.string(), by: z.string() })),
});
export type RequestView = z.infer<typeof requestViewSchema>;

export const listViewSchema = z.object({
  requests: z.array(
    z.object({
      requestId: z.string(),
      number: z.number(),
      status: z.string(),
      title: z.string(),
      submittedAt: z.string(),
      workers: z.number().optional(),
    }),
  ),
});

const rupiah = (amount: number): string => `Rp${amount.toLocaleString('id-ID')}`;
/** To the second; the rest of an instant tells a reader nothing. */
const when = (instant: string): string => `${instant.slice(0, 19).replace('T', ' ')}Z`;

/** One request for a terminal: status, numbers, levels, timeline and where its reports are. */
export function requestText(
  view: RequestView,
  { inboxUrl, reports }: { readonly inboxUrl: string; readonly reports: readonly string[] },
): string {
  return [
    `${view.requestId}  revision ${view.number}  ${view.status.toUpperCase()}`,
    `${view.title}: ${view.programmes.join(', ')}, ${view.firstMonth} × ${view.months}, ${view.sourceId}`,
    ...outcomeLines(view),
    ...summaryLines(view),
    ...levelLines(view, inboxUrl),
    '',
    'Timeline',
    ...view.timeline.map(({ at, type, by }) => `  ${when(at)}  ${type.padEnd(24)} ${by}`),
    ...(reports.length === 0 ? [] : ['', 'Reports (these addresses work for five minutes)', ...reports.map(indented)]),
  ].join('\n');
}

const indented = (line: string): string => `  ${line}`;

function outcomeLines({ outcome, needsAdministrator, batchId }: RequestView): string[] {
  return [
    ...(outcome === undefined
      ? []
      : [indented(outcome.id), ...(outcome.en === outcome.id ? [] : [indented(outcome.en)])]),
    ...(needsAdministrator ? [indented('Stuck: an administrator has to decide.')] : []),
    ...(batchId === undefined ? [] : [indented(`In payment batch ${batchId}.`)]),
  ];
}

function summaryLines({ summary, removedWorkers }: RequestView): string[] {
  if (summary === undefined) return [];
  const { rows, eligible, refused, badRows, total, reasons } = summary;
  const counted = Object.entries(reasons).map(([reason, count]) => indented(`${String(count).padStart(7)}  ${reason}`));
  return [
    '',
    `${rows} rows: ${eligible} eligible (${rupiah(total)}), ${refused} refused by rules, ${badRows} bad rows`,
    ...counted,
    ...(removedWorkers === undefined ? [] : [indented(`${removedWorkers} removed by the second check`)]),
  ];
}

function levelLines({ levels }: RequestView, inboxUrl: string): string[] {
  if (levels.length === 0) return [];
  const lines = levels.flatMap(({ level, title, status, votes, waitingFor, expireAt }) => [
    indented(`${level}. ${title.id} (${title.en}): ${status}`),
    ...votes.map(
      ({ personId, word, reason }) => `     ${personId}: ${word}${reason === undefined ? '' : `, ${reason}`}`,
    ),
    ...(waitingFor.length === 0
      ? []
      : [`     waiting for ${waitingFor.join(', ')} until ${when(expireAt)}; mails: ${inboxUrl}`]),
  ]);
  return ['', 'Levels', ...lines];
}

export function listText({ requests }: z.infer<typeof listViewSchema>): string {
  if (requests.length === 0) return 'No requests yet. Send one with npm run submit -- FILE.csv';
  return requests
    .map(({ requestId, number, status, title, submittedAt, workers }) => {
      const people = workers === undefined ? '' : `, ${workers} workers`;
      return `${requestId}  ${status.padEnd(10)} ${when(submittedAt)}  ${title} (revision ${number}${people})`;
    })
    .join('\n');
}
