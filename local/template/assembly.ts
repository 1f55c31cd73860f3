import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { TemplateError } from '../errors.ts';
import { parseJson } from '../json.ts';

const anyObject = z.record(z.string(), z.unknown());

const resourceSchema = z.object({
  Type: z.string(),
  Properties: anyObject.default({}),
  Condition: z.string().optional(),
});

const templateSchema = z.object({
  Resources: z.record(z.string(), resourceSchema).default({}),
  Outputs: z
    .record(
      z.string(),
      z.object({
        Value: z.unknown(),
        Export: z.object({ Name: z.unknown() }).optional(),
        Condition: z.string().optional(),
      }),
    )
    .default({}),
  Parameters: z
    .record(z.string(), z.object({ Type: z.string(), Default: z.union([z.string(), z.number()]).optional() }))
    .default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), anyObject)).default({}),
  Transform: z.undefined({ error: 'Transform is not supported' }).optional(),
});
export type Template = z.infer<typeof templateSchema>;

const manifestSchema = z.object({
  artifacts: z
    .record(
      z.string(),
      z.object({ type: z.string(), environment: z.string().optional(), properties: anyObject.default({}) }),
    )
    .default({}),
});

const stackPropertiesSchema = z.object({ templateFile: z.string(), stackName: z.string().optional() });
const assetManifestSchema = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string(), packaging: z.string().optional() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

/** One stack of the assembly as it was synthesized, nothing resolved yet. */
export interface Stack {
  name: string;
  /** Absent when the stack is environment-agnostic. */
  region?: string;
  template: Template;
}

export interface Assembly {
  stacks: Stack[];
  /** Key of an asset object in the bootstrap bucket → folder or file on this disk. */
  assets: Map<string, string>;
}

/** Reads manifest.json, its stacks' templates and asset lists, and those of nested assemblies (stages). */
export function loadAssembly(folder: string): Assembly {
  const assembly: Assembly = { stacks: [], assets: new Map() };
  readInto(assembly, folder);
  if (assembly.stacks.length === 0)
    throw new TemplateError(`${folder} holds no stack; synthesize the application first.`);
  return assembly;
}

function readInto(assembly: Assembly, folder: string): void {
  const manifest = readFile(join(folder, 'manifest.json'), manifestSchema);
  for (const [id, artifact] of Object.entries(manifest.artifacts)) {
    if (artifact.type === 'aws:cloudformation:stack') {
      const { templateFile, stackName } = stackPropertiesSchema.parse(artifact.properties);
      const region = /^aws:\/\/[^/]+\/(.+)$/.exec(artifact.environment ?? '')?.[1];
      assembly.stacks.push({
        name: stackName ?? id,
        ...(region !== undefined && region !== 'unknown-region' ? { region } : {}),
        template: readFile(join(folder, templateFile), templateSchema),
      });
    } else if (artifact.type === 'cdk:asset-manifest') {
      readAssets(assembly, folder, z.object({ file: z.string() }).parse(artifact.properties).file);
    } else if (artifact.type === 'cdk:cloud-assembly') {
      readInto(
        assembly,
        join(folder, z.object({ directoryName: z.string() }).parse(artifact.properties).directoryName),
      );
    }
  }
}

function readAssets(assembly: Assembly, folder: string, file: string): void {
  const { files } = readFile(join(folder, file), assetManifestSchema);
  for (const { source, destinations } of Object.values(files)) {
    for (const { objectKey } of Object.values(destinations)) assembly.assets.set(objectKey, join(folder, source.path));
  }
}

function readFile<T>(file: string, schema: z.ZodType<T>): T {
  if (!existsSync(file)) throw new TemplateError(`${file} does not exist; synthesize the application first.`);
  const result = schema.safeParse(parseJson(readFileSync(file, 'utf8')));
  if (!result.success) throw new TemplateError(`${file}: ${z.prettifyError(result.error)}`);
  return result.data;
}
