import * as z from 'zod';
import { TemplateError } from '../../errors.ts';
import { denial } from '../../gateway/server.ts';
import { evaluate } from '../../gateway/permissions.ts';
import type { Credentials } from '../../gateway/credentials.ts';
import { errorMessage, isObject, parseJson } from '../../json.ts';
import {
  createEngine,
  type Engine,
  type LambdaInvoker,
  type ObjectStore,
  type Refusal,
} from '../../stepfunctions/engine.ts';
import type { ResolvedResource, ResolvedTemplate } from '../../template/resolve.ts';
import { TooManyRequestsError } from '../lambda/pool.ts';
import type { LambdaService } from '../lambda/service.ts';

export interface StatesSettings {
  template: ResolvedTemplate;
  journalPath: string;
  lambda: LambdaService;
  credentials: Credentials;
  objects: ObjectStore;
  permissions: 'enforce' | 'off';
}

const machineSchema = z.object({
  RoleArn: z.string(),
  DefinitionString: z.string().optional(),
  Definition: z.record(z.string(), z.unknown()).optional(),
  DefinitionSubstitutions: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
});

/** The engine with the template's state machines. Open executions wait until `resume` is called. */
export function createStates(settings: StatesSettings): Engine {
  const { template } = settings;
  const engine = createEngine({
    journalPath: settings.journalPath,
    invokeLambda: createInvoker(settings),
    objects: settings.objects,
    refusal: createRefusal(settings),
    region: template.region,
    accountId: template.accountId,
  });
  for (const resource of template.resources) {
    if (resource.type === 'AWS::StepFunctions::StateMachine') register(engine, resource);
  }
  return engine;
}

/** Running executions keep the definition they began with; new ones take the template's. */
function register(engine: Engine, resource: ResolvedResource): void {
  const where = `${resource.stack}/${resource.logicalId}`;
  const properties = machineSchema.parse(resource.properties);
  const definition = definitionOf(properties);
  const name = resource.attributes['Name'] ?? '';
  try {
    const known = engine.listStateMachines({ maxResults: 1000 }).stateMachines.find((machine) => machine.name === name);
    if (known === undefined) engine.createStateMachine({ name, definition, roleArn: properties.RoleArn });
    else if (known.definition !== definition || known.roleArn !== properties.RoleArn) {
      engine.updateStateMachine({ stateMachineArn: known.stateMachineArn, definition, roleArn: properties.RoleArn });
    }
  } catch (error) {
    throw new TemplateError(`${where}: ${errorMessage(error)}`);
  }
}

function definitionOf(properties: z.infer<typeof machineSchema>): string {
  const text = properties.DefinitionString ?? JSON.stringify(properties.Definition ?? {});
  return text.replace(/\$\{(\w+)\}/g, (whole, name: string) => {
    const value = properties.DefinitionSubstitutions[name];
    return value === undefined ? whole : String(value);
  });
}

/** What a state machine does itself is measured by its role's policies, as what functions do is by the gateway. */
function createRefusal({ credentials, permissions }: Pick<StatesSettings, 'credentials' | 'permissions'>): Refusal {
  return ({ roleArn, ...request }) => {
    if (permissions === 'off') return undefined;
    const identity = credentials.ofRole(roleArn, 'states');
    const decision = evaluate(identity.statements ?? [], request);
    return decision === 'allowed' ? undefined : denial(request, identity, decision);
  };
}

/** Task states invoke functions as the state machine's role. */
function createInvoker({ lambda, ...settings }: StatesSettings): LambdaInvoker {
  const refusal = createRefusal(settings);
  return async ({ functionName, payload, roleArn }) => {
    const model = lambda.find(functionName);
    if (model === undefined) return failure('Lambda.ResourceNotFoundException', `Function not found: ${functionName}`);
    const refused = refusal({ roleArn, action: 'lambda:InvokeFunction', resource: model.arn });
    if (refused !== undefined) return failure('Lambda.AWSLambdaException', refused);
    try {
      const result = await lambda.invoke(model.name, JSON.stringify(payload));
      const parsed = parseJson(result.payload);
      return result.isError ? { payload: parsed, functionError: functionError(parsed) } : { payload: parsed };
    } catch (error) {
      if (error instanceof TooManyRequestsError) return failure('Lambda.TooManyRequestsException', error.message);
      throw error;
    }
  };
}

type InvokeResult = Awaited<ReturnType<LambdaInvoker>>;

function functionError(raw: unknown): NonNullable<InvokeResult['functionError']> {
  const { errorType } = isObject(raw) ? raw : {};
  return { ...(typeof errorType === 'string' && { errorType }), raw };
}

function failure(errorType: string, message: string): InvokeResult {
  return {
    payload: null,
    functionError: { errorType, raw: { errorType, errorMessage: message } },
  };
}
