import * as z from 'zod';
import type { ResolvedResource } from '../../template/resolve.ts';
import type { LambdaService } from '../lambda/service.ts';

/** An event as EventBridge hands it to a target. */
export interface BusEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly time: string;
  readonly region: string;
  readonly account: string;
  readonly id: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Patterns on source and detail-type, each a list of exact texts; any other key stops the start by its name. */
const ruleSchema = z.object({
  EventPattern: z.strictObject({ source: z.array(z.string()), 'detail-type': z.array(z.string()).optional() }),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Targets: z.array(z.object({ Arn: z.string() })).default([]),
});

/** The default bus: hands an event to the functions of every rule that its source and detail-type fit. */
export function createEventBus(
  resources: readonly ResolvedResource[],
  lambda: Pick<LambdaService, 'find' | 'invokeAsync'>,
): (event: BusEvent) => void {
  const rules = resources
    .filter(({ type }) => type === 'AWS::Events::Rule')
    .map(({ properties }) => ruleSchema.parse(properties));
  const targets = rules
    .filter(({ State }) => State === 'ENABLED')
    .flatMap(({ EventPattern, Targets }) =>
      Targets.map(({ Arn }) => {
        const model = lambda.find(Arn);
        if (model === undefined) throw new Error(`Target ${Arn} of a rule is no function of the template.`);
        return { pattern: EventPattern, name: model.name };
      }),
    );
  return (event) => {
    for (const { pattern, name } of targets) {
      const fits =
        pattern.source.includes(event.source) && (pattern['detail-type']?.includes(event['detail-type']) ?? true);
      if (fits) lambda.invokeAsync(name, JSON.stringify(event));
    }
  };
}
