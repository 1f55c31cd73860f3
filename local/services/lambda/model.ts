import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { TemplateError } from '../../errors.ts';
import type { ResolvedResource, ResolvedTemplate } from '../../template/resolve.ts';

/** A function as its instances need it. */
export interface FunctionModel {
  name: string;
  arn: string;
  logicalId: string;
  roleArn: string;
  /** The module that holds the handler. */
  file: string;
  exportName: string;
  environment: Record<string, string>;
  timeoutSeconds: number;
  /** Megabytes. */
  memory: number;
  reservedConcurrency?: number;
  /** Retries of asynchronous invocations. */
  asyncRetries: number;
}

const functionSchema = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  Role: z.string(),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).optional(),
  Timeout: z.coerce.number().default(3),
  MemorySize: z.coerce.number().default(128),
  ReservedConcurrentExecutions: z.coerce.number().int().min(0).optional(),
});

const eventInvokeSchema = z.object({ FunctionName: z.string(), MaximumRetryAttempts: z.coerce.number().default(2) });

export function functionModels(template: ResolvedTemplate): FunctionModel[] {
  const retries = new Map<string, number>();
  for (const resource of template.resources) {
    if (resource.type !== 'AWS::Lambda::EventInvokeConfig') continue;
    const config = eventInvokeSchema.parse(resource.properties);
    retries.set(functionNameOf(config.FunctionName), config.MaximumRetryAttempts);
  }
  return template.resources
    .filter((resource) => resource.type === 'AWS::Lambda::Function')
    .map((resource) => functionModel(resource, template.assets, retries.get(resource.ref) ?? 2));
}

function functionModel(resource: ResolvedResource, assets: Map<string, string>, asyncRetries: number): FunctionModel {
  const where = `${resource.stack}/${resource.logicalId}`;
  const parsed = functionSchema.safeParse(resource.properties);
  if (!parsed.success) throw new TemplateError(`${where}: ${z.prettifyError(parsed.error)}`);
  const properties = parsed.data;
  const reserved = properties.ReservedConcurrentExecutions;
  return {
    name: resource.ref,
    arn: resource.attributes['Arn'] ?? '',
    logicalId: resource.logicalId,
    roleArn: properties.Role,
    ...handlerOf(properties.Handler, assetFolder(assets, properties.Code.S3Key, where), where),
    environment: properties.Environment?.Variables ?? {},
    timeoutSeconds: properties.Timeout,
    memory: properties.MemorySize,
    ...(reserved === undefined ? {} : { reservedConcurrency: reserved }),
    asyncRetries,
  };
}

function assetFolder(assets: Map<string, string>, key: string, where: string): string {
  const folder = assets.get(key);
  if (folder === undefined || !existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new TemplateError(`${where}: the code (asset ${key}) is not a folder of the assembly.`);
  }
  return folder;
}

/** `index.handler` or `folder/index.handler` → module file and export. */
function handlerOf(handler: string, folder: string, where: string): { file: string; exportName: string } {
  const dot = handler.lastIndexOf('.');
  const base = join(folder, handler.slice(0, dot));
  const file = ['.mjs', '.js', '.cjs'].map((extension) => base + extension).find((candidate) => existsSync(candidate));
  if (file === undefined) throw new TemplateError(`${where}: no module for handler ${handler} in its code.`);
  return { file, exportName: handler.slice(dot + 1) };
}

/** Name of a function from its name, ARN or qualified ARN. */
export function functionNameOf(reference: string): string {
  if (!reference.startsWith('arn:')) return reference.split(':')[0] ?? reference;
  return reference.split(':')[6] ?? reference;
}
