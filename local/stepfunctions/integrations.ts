import { told, type Told } from './events.ts';

/** How a resource is called and shows in history. */
export interface Integration {
  /** What its events' types begin with: lambda:invoke has Task events, a function's own ARN has LambdaFunction events. */
  readonly prefix: 'Task' | 'LambdaFunction';
  /** What its events tell of it. */
  readonly naming: object;
  /** What is told of a call without limits of time, if that is always the same. */
  readonly scheduled: Told | undefined;
  readonly started: Told;
  readonly succeeded: Told;
  readonly submitted: Told;
  /** The function, if the resource is one: then its arguments are the payload. */
  readonly functionName: string | undefined;
  readonly waitsForToken: boolean;
}

const known = new Map<string, Integration>();

export function integrationOf(resource: string): Integration {
  let integration = known.get(resource);
  if (integration === undefined) known.set(resource, (integration = createIntegration(resource)));
  return integration;
}

function createIntegration(resource: string): Integration {
  const [, invoke] = /:lambda:(invoke(?:\.waitForTaskToken)?)$/.exec(resource) ?? [];
  const prefix = invoke === undefined ? 'LambdaFunction' : 'Task';
  const naming = invoke === undefined ? {} : { resource: invoke, resourceType: 'lambda' };
  const details = invoke === undefined ? undefined : naming;
  return {
    prefix,
    naming,
    scheduled: invoke === undefined ? told('LambdaFunctionScheduled', { resource }) : undefined,
    started: told(`${prefix}Started`, details),
    succeeded: told(`${prefix}Succeeded`, details),
    submitted: told(`${prefix}Submitted`, details),
    functionName: invoke === undefined ? functionNameOf(resource) : undefined,
    waitsForToken: resource.endsWith('.waitForTaskToken'),
  };
}

/** The bare name in a function's name, ARN or partial ARN, with or without qualifier. */
export function functionNameOf(reference: string): string {
  return /(?:^|:)function:([^:]+)/.exec(reference)?.[1] ?? reference.split(':')[0] ?? reference;
}
