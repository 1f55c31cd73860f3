import { TemplateError } from '../errors.ts';
import { isObject, type JsonObject } from '../json.ts';
import type { Assembly, Stack } from './assembly.ts';
import { identify, type Identity, type LocalUrls } from './attributes.ts';
import { createIntrinsics, NO_VALUE } from './intrinsics.ts';
import { ACCOUNT_ID, DEFAULT_REGION, uuidOf } from './physical-ids.ts';

/** A resource that exists (its condition holds), with its properties resolved. */
export interface ResolvedResource {
  stack: string;
  logicalId: string;
  type: string;
  ref: string;
  attributes: Record<string, string>;
  properties: JsonObject;
}

export interface ResolvedTemplate {
  region: string;
  accountId: string;
  resources: ResolvedResource[];
  outputs: Record<string, Record<string, string>>;
  assets: Map<string, string>;
}

interface Settings {
  assembly: Assembly;
  parameters: Record<string, string>;
  urls: LocalUrls;
}

/** Resolves every stack: parameters, conditions, references inside and across stacks, and outputs. */
export function resolveTemplate(settings: Settings): ResolvedTemplate {
  const resolver = new TemplateResolver(settings);
  const resources = settings.assembly.stacks.flatMap((stack) => resolver.resourcesOf(stack));
  const outputs: ResolvedTemplate['outputs'] = {};
  for (const stack of settings.assembly.stacks) outputs[stack.name] = resolver.outputsOf(stack);
  const region = settings.assembly.stacks.find((stack) => stack.region !== undefined)?.region ?? DEFAULT_REGION;
  return { region, accountId: ACCOUNT_ID, resources, outputs, assets: settings.assembly.assets };
}

class TemplateResolver {
  readonly #settings: Settings;
  readonly #identities = new Map<string, Identity>();
  readonly #exports = new Map<string, { stack: Stack; value: unknown }>();

  constructor(settings: Settings) {
    this.#settings = settings;
    for (const stack of settings.assembly.stacks) {
      for (const output of Object.values(stack.template.Outputs)) {
        if (output.Export === undefined) continue;
        this.#exports.set(this.#text(stack, output.Export.Name), { stack, value: output.Value });
      }
    }
  }

  resourcesOf(stack: Stack): ResolvedResource[] {
    return Object.entries(stack.template.Resources)
      .filter(([, resource]) => resource.Condition === undefined || this.#condition(stack, resource.Condition))
      .map(([logicalId, resource]) => {
        const properties = this.#value(stack, resource.Properties);
        return {
          stack: stack.name,
          logicalId,
          type: resource.Type,
          ...this.#identity(stack, logicalId),
          properties: isObject(properties) ? properties : {},
        };
      });
  }

  outputsOf(stack: Stack): Record<string, string> {
    const outputs: Record<string, string> = {};
    for (const [name, output] of Object.entries(stack.template.Outputs)) {
      if (output.Condition !== undefined && !this.#condition(stack, output.Condition)) continue;
      outputs[name] = this.#text(stack, output.Value);
    }
    return outputs;
  }

  #value(stack: Stack, value: unknown): unknown {
    const intrinsics = createIntrinsics({
      where: stack.name,
      mappings: stack.template.Mappings,
      ref: (name) => this.#ref(stack, name),
      attribute: (logicalId, attribute) => this.#attribute(stack, logicalId, attribute),
      importValue: (name) => this.#import(stack, name),
      condition: (name) => this.#condition(stack, name),
      localise: (string) => this.#localise(string),
    });
    return intrinsics.resolve(value);
  }

  #text(stack: Stack, value: unknown): string {
    const resolved = this.#value(stack, value);
    return typeof resolved === 'string' ? resolved : JSON.stringify(resolved);
  }

  #condition(stack: Stack, name: string): boolean {
    if (!(name in stack.template.Conditions)) throw new TemplateError(`${stack.name}: unknown condition ${name}.`);
    return this.#value(stack, stack.template.Conditions[name]) === true;
  }

  #ref(stack: Stack, name: string): unknown {
    const pseudo = this.#pseudo(stack, name);
    if (pseudo !== undefined) return pseudo;
    if (name in stack.template.Resources) return this.#identity(stack, name).ref;
    const parameter = stack.template.Parameters[name];
    if (parameter === undefined) throw new TemplateError(`${stack.name}: Ref to unknown ${name}.`);
    return this.#parameter(stack, name, parameter);
  }

  #parameter(stack: Stack, name: string, parameter: { Type: string; Default?: string | number | undefined }): unknown {
    const given = this.#settings.parameters[name];
    if (given !== undefined) return this.#fill(given);
    // Only CDK's bootstrap version comes from SSM, and nothing at run time reads it.
    if (parameter.Type.startsWith('AWS::SSM::')) return '0';
    if (parameter.Default === undefined) {
      throw new TemplateError(`${stack.name}: parameter ${name} has no default and no value was given.`);
    }
    const value = String(parameter.Default);
    return parameter.Type === 'CommaDelimitedList' ? value.split(',') : value;
  }

  #fill(value: string): string {
    const { urls } = this.#settings;
    return value
      .replaceAll('{apiUrl}', urls.apiUrl)
      .replaceAll('{signInUrl}', urls.signInUrl)
      .replaceAll('{inboxUrl}', urls.inboxUrl)
      .replaceAll('{gatewayUrl}', urls.gatewayUrl);
  }

  #pseudo(stack: Stack, name: string): unknown {
    const region = stack.region ?? DEFAULT_REGION;
    const pseudo: Record<string, unknown> = {
      'AWS::Region': region,
      'AWS::AccountId': ACCOUNT_ID,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': stack.name,
      'AWS::StackId': `arn:aws:cloudformation:${region}:${ACCOUNT_ID}:stack/${stack.name}/${uuidOf(stack.name)}`,
      'AWS::NoValue': NO_VALUE,
      'AWS::NotificationARNs': [],
    };
    return pseudo[name];
  }

  #attribute(stack: Stack, logicalId: string, attribute: string): string {
    const value = this.#identity(stack, logicalId).attributes[attribute];
    if (value !== undefined) return value;
    const type = stack.template.Resources[logicalId]?.Type ?? '';
    throw new TemplateError(`${stack.name}: ${logicalId} (${type}): attribute ${attribute} is not supported.`);
  }

  #import(stack: Stack, name: string): unknown {
    const found = this.#exports.get(name);
    if (found === undefined) throw new TemplateError(`${stack.name}: no stack exports ${name}.`);
    return this.#value(found.stack, found.value);
  }

  #identity(stack: Stack, logicalId: string): Identity {
    const cacheKey = `${stack.name}/${logicalId}`;
    const cached = this.#identities.get(cacheKey);
    if (cached !== undefined) return cached;
    const resource = stack.template.Resources[logicalId];
    if (resource === undefined) throw new TemplateError(`${stack.name}: unknown resource ${logicalId}.`);
    const identity = identify({
      stack: stack.name,
      region: stack.region ?? DEFAULT_REGION,
      logicalId,
      type: resource.Type,
      property: (name) => this.#value(stack, resource.Properties[name]),
      urls: this.#settings.urls,
    });
    this.#identities.set(cacheKey, identity);
    return identity;
  }

  /**
   * CDK writes some AWS addresses as text (an HTTP API's url, a user pool's issuer and sign-in pages, a bucket's own
   * host) rather than as attributes; here they become the local addresses.
   */
  #localise(value: string): string {
    if (!value.includes('https://')) return value;
    const { apiUrl, gatewayUrl, signInUrl } = this.#settings.urls;
    return value
      .replace(/https:\/\/[0-9a-f]{10}\.execute-api\.[a-z0-9-]+\.amazonaws\.com/g, apiUrl)
      .replace(/https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com\/[a-z0-9-]+_[0-9a-f]{9}/g, signInUrl)
      .replace(/https:\/\/[a-zA-Z0-9-]+\.auth\.[a-z0-9-]+\.amazoncognito\.com/g, signInUrl)
      .replace(/https:\/\/([a-z0-9.-]+)\.s3\.[a-z0-9-]+\.amazonaws\.com/g, `${gatewayUrl}/$1`);
  }
}
