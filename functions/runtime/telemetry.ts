import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';

/** Most invocations count nothing; Powertools would write a warning for each of them. */
class QuietMetrics extends Metrics {
  override publishStoredMetrics(): this {
    return this.hasStoredMetrics() ? super.publishStoredMetrics() : this;
  }
}

/** One logger and one metrics buffer per function instance; named by the POWERTOOLS_SERVICE_NAME that CDK sets. */
export const logger = new Logger();
export const metrics = new QuietMetrics({ namespace: 'Lindung' });
