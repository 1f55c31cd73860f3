import type { Engine } from '../stepfunctions/engine.ts';
import type { LambdaService } from '../services/lambda/service.ts';
import { createEventBus } from '../services/events/bus.ts';
import { createKeyRing } from '../services/kms/keys.ts';
import { publishedEventTypes, simulatedEvents } from '../services/ses/simulator.ts';
import { createSecrets } from '../services/secrets/secrets.ts';
import type { StateFolder } from '../state-folder.ts';
import type { Stores } from '../stores.ts';
import type { ResolvedTemplate } from '../template/resolve.ts';
import type { GatewayService } from './call.ts';
import { createDynamoDbService } from './dynamodb.ts';
import { createKmsGateway } from './kms.ts';
import { createLambdaGateway } from './lambda.ts';
import { createS3Service } from './s3.ts';
import { createSecretsGateway } from './secrets-manager.ts';
import { createSesGateway } from './ses.ts';
import { createStatesGateway } from './states.ts';
import type { UsageCounter } from './usage.ts';

interface Behind {
  template: ResolvedTemplate;
  stores: Stores;
  lambda: LambdaService;
  engine: Engine;
  folder: StateFolder;
  usage: UsageCounter;
  now: () => number;
}

/** Mails to the mail service's simulator come back as its events, if the template has somewhere for them to go. */
function createSimulator({ template, lambda, now }: Behind): (recipients: readonly string[]) => void {
  const put = createEventBus(template.resources, lambda);
  const published = publishedEventTypes(template.resources);
  const { region, accountId } = template;
  return (recipients) => {
    for (const event of simulatedEvents({ recipients, published, region, accountId, now })) put(event);
  };
}

/** The services of the gateway by the name that stands in signatures. */
export function createGatewayServices(behind: Behind): Readonly<Record<string, GatewayService>> {
  const { template, stores } = behind;
  const arnPrefix = (service: string): string => `arn:aws:${service}:${template.region}:${template.accountId}:`;
  const s3 = createS3Service({
    port: stores.s3.port,
    folder: stores.s3.folder,
    lockedBuckets: new Set(stores.s3.locks.keys()),
    now: behind.now,
  });
  return {
    dynamodb: createDynamoDbService(stores.dynamoDb, { usage: behind.usage, arnPrefix: arnPrefix('dynamodb') }),
    s3,
    ses: createSesGateway({ port: stores.inbox.port, arnPrefix: arnPrefix('ses'), sentTo: createSimulator(behind) }),
    lambda: createLambdaGateway(behind.lambda),
    states: createStatesGateway(behind.engine),
    kms: createKmsGateway(createKeyRing(template.resources, behind.folder)),
    secretsmanager: createSecretsGateway(createSecrets(template.resources, behind.folder)),
  };
}
