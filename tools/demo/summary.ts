import { formatRupiah } from '../../domain/money/money.ts';
import type { Checks } from './checks.ts';
import type { DemoOptions } from './options.ts';
import type { Stages } from './stages.ts';
import { roughLines, roughSummary } from './rough-summary.ts';
import type { Story } from './story.ts';

interface SummaryParts {
  readonly story: Story;
  readonly options: DemoOptions;
  readonly checks: Checks;
  readonly stages: Stages;
  readonly secondsInAll: number;
  readonly writeUnits: number | undefined;
  /** What the check of the ledger said, when it was asked. */
  readonly ledger: string | undefined;
}

/** What `--json` prints. Amounts are whole rupiah, times seconds. */
export function buildSummary({ story, options, checks, stages, secondsInAll, writeUnits, ledger }: SummaryParts) {
  const { request, batch, files } = story;
  return {
    requestId: request.requestId,
    status: request.status,
    workers: {
      submitted: options.workers + options.badRows,
      eligible: request.summary?.eligible ?? 0,
      refused: request.summary?.reasons ?? {},
    },
    premiumTotal: request.summary?.total ?? 0,
    byProgramme: request.summary?.byProgramme ?? {},
    batch: {
      id: batch.batchId,
      status: batch.status,
      lines: batch.lines ?? 0,
      controlSum: batch.total ?? 0,
      files: files.sha256,
    },
    ...(writeUnits !== undefined && {
      writeUnits: { total: writeUnits, perWorker: Math.round((writeUnits / options.workers) * 100) / 100 },
    }),
    ...(story.rough !== undefined && { rough: roughSummary(story, story.rough) }),
    ...(ledger !== undefined && { ledger }),
    checks: { made: checks.made(), differences: checks.differences() },
    seconds: stages.seconds(),
    secondsInAll,
  };
}

export function printSummary(
  summary: ReturnType<typeof buildSummary>,
  { print, folder }: { print: (line: string) => void; folder: string },
): void {
  const { workers, batch, checks } = summary;
  const refused = Object.entries(workers.refused).map(([reason, count]) => `${count} ${reason}`);
  print('');
  print(`Request ${summary.requestId}: ${summary.status}`);
  print(
    `  ${workers.submitted} rows, ${workers.eligible} eligible${refused.length > 0 ? `; not: ${refused.join(', ')}` : ''}`,
  );
  print(
    `  ${formatRupiah(summary.premiumTotal)} (${Object.entries(summary.byProgramme)
      .map(([programme, amount]) => `${programme} ${formatRupiah(amount)}`)
      .join(', ')})`,
  );
  print(`Batch ${batch.id}: ${batch.status}, ${batch.lines} lines, control sum ${formatRupiah(batch.controlSum)}`);
  for (const [name, sha256] of Object.entries(batch.files)) print(`  ${sha256}  ${name}`);
  if (summary.rough !== undefined) for (const line of roughLines(summary.rough)) print(line);
  if (summary.ledger !== undefined) print(summary.ledger);
  if (summary.writeUnits !== undefined)
    print(`Write units: ${summary.writeUnits.total}, ${summary.writeUnits.perWorker} a worker`);
  print(
    `${checks.made - checks.differences.length} of ${checks.made} checks hold, ${summary.secondsInAll} s in all. State and files: ${folder}`,
  );
  for (const difference of checks.differences) print(`  DIFFERENT  ${difference}`);
}
