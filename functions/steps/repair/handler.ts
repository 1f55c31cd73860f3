import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { openBatchCalendar } from '../../adapters/dynamodb/batch-calendar.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { openMailNudge } from '../../adapters/lambda/nudge.ts';
import { openExecutions } from '../../adapters/sfn/executions.ts';
import { LOG } from '../../runtime/log-messages.ts';
import { classify } from '../../runtime/outcomes.ts';
import { stepHandler } from '../../runtime/step-handler.ts';
import { logger, metrics } from '../../runtime/telemetry.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { repair } from './step.ts';
import type { RepairDeps } from './step.ts';

const { repairActed, repairAlarm, stepFailed } = LOG;

const tell: RepairDeps['tell'] = {
  acted: (what) => logger.warn(repairActed.message, { code: repairActed.code, ...what }),
  alarm: (what) => {
    logger.error(repairAlarm.message, { code: repairAlarm.code, ...what });
    metrics.addMetric('RepairAlarm', MetricUnit.Count, 1);
  },
  failed: (what, error) => {
    logger.error(stepFailed.message, { code: stepFailed.code, ...what, error: classify(error) });
    metrics.addMetric('RepairAlarm', MetricUnit.Count, 1);
  },
};

export const handler = stepHandler({
  contract,
  env,
  deps: ({ TABLE_NAME, PREMIUM_REQUEST_ARN, PAYMENT_BATCH_ARN, SEND_MAIL_FUNCTION }) => {
    const table = openTable(TABLE_NAME);
    return {
      ...openBatchCalendar(table),
      table,
      executions: openExecutions(),
      machineArn: PREMIUM_REQUEST_ARN,
      batchMachineArn: PAYMENT_BATCH_ARN,
      nudgeMail: openMailNudge(SEND_MAIL_FUNCTION),
      now: () => new Date(),
      tell,
    };
  },
  run: repair,
});
