import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { LOG } from '../../runtime/log-messages.ts';
import { logger } from '../../runtime/telemetry.ts';

/** Wakes the one mail sender, without waiting for it. */
export type NudgeMail = () => Promise<void>;

/**
 * @param functionName env SEND_MAIL_FUNCTION
 * A nudge that fails is logged and forgotten: the mail is in the outbox, and repair wakes the sender too.
 */
export function openMailNudge(functionName: string, client: LambdaClient = new LambdaClient({})): NudgeMail {
  return async () => {
    try {
      await client.send(new InvokeCommand({ FunctionName: functionName, InvocationType: 'Event', Payload: '{}' }));
    } catch (error) {
      logger.warn(LOG.nudgeLost.message, { code: LOG.nudgeLost.code, error: toError(error) });
    }
  };
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
