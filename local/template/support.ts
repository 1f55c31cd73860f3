import { UnsupportedTemplateError } from '../errors.ts';
import type { Stack } from './assembly.ts';
import { SUPPORT, type TypeSupport } from './support-table.ts';

/** Throws UnsupportedTemplateError with every resource type, property and value that the table does not allow. */
export function checkSupport(stacks: readonly Stack[]): void {
  const findings = stacks.flatMap((stack) =>
    Object.entries(stack.template.Resources).flatMap(([logicalId, { Type, Properties }]) =>
      findingsOf(Type, Properties).map((finding) => `${stack.name}/${logicalId} (${Type}): ${finding}`),
    ),
  );
  if (findings.length > 0) throw new UnsupportedTemplateError(findings);
}

function findingsOf(type: string, properties: Record<string, unknown>): string[] {
  const support = SUPPORT[type];
  if (support === undefined) return ['resource type not supported'];
  if (support.lost !== undefined) return [];
  const unknown = Object.keys(properties)
    .filter((name) => !isKnown(support, name))
    .map((name) => `property ${name} not supported`);
  const refused = Object.entries(support.refusedValues ?? {})
    .filter(([name, values]) => values.includes(properties[name]))
    .map(([name]) => `${name} ${String(JSON.stringify(properties[name]))} not supported`);
  return [...unknown, ...refused];
}

function isKnown(support: TypeSupport, property: string): boolean {
  return (
    support.emulated.includes(property) || property in support.ignored || property in (support.refusedValues ?? {})
  );
}

/** The resource section of SUPPORT.md, as Markdown. */
export function renderSupport(): string {
  return Object.entries(SUPPORT)
    .map(([type, support]) => [`### ${type}`, '', ...renderType(support), ''].join('\n'))
    .join('\n');
}

function renderType(support: TypeSupport): string[] {
  if (support.lost !== undefined) return [`- accepted without effect here, every property; lost: ${support.lost}`];
  const lines: string[] = [];
  if (support.emulated.length > 0) lines.push(`- emulated: ${support.emulated.join(', ')}`);
  for (const [property, lost] of Object.entries(support.ignored)) {
    lines.push(`- accepted without effect here: ${property}; lost: ${lost}`);
  }
  for (const [property, values] of Object.entries(support.refusedValues ?? {})) {
    lines.push(`- refused: ${property} ${values.map((value) => JSON.stringify(value)).join(', ')}`);
  }
  return lines;
}
