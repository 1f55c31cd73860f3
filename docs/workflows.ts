import { readFileSync, writeFileSync } from 'node:fs';
import { batchLifecycle, lineLifecycle } from '../domain/batch/lifecycle.ts';
import { diagramOf } from '../domain/lifecycle.ts';
import { revisionLifecycle } from '../domain/request/lifecycle.ts';
import { definitions } from '../lib/workflows/definitions.ts';
import { FAILURE_STATE } from '../lib/workflows/states.ts';
import type { Definition, State } from '../lib/workflows/states.ts';

/** Writes docs/workflows.md from the definitions and lifecycles themselves: `node docs/workflows.ts`. A test compares. */
export const WORKFLOWS_PAGE = new URL('workflows.md', import.meta.url);

const idOf = (name: string): string => name.replaceAll(' ', '');

function node(name: string, state: State): string {
  const id = idOf(name);
  switch (state.Type) {
    case 'Choice':
      return `${id}{"${name}"}`;
    case 'Map': {
      const [inner = ''] = Object.keys(state.ItemProcessor.States);
      return `${id}[["${name}<br/>for each: ${inner}"]]`;
    }
    case 'Succeed':
    case 'Fail':
      return `${id}(["${name}"])`;
    case 'Task':
      return `${id}["${name}${state.TimeoutSeconds === undefined ? '' : '<br/>waits for its token'}"]`;
  }
}

/** The arrow to Note failure, which every calling state has, is told once in words. */
function arrows(name: string, state: State): string[] {
  const from = idOf(name);
  if (state.Type === 'Choice') {
    const chosen = state.Choices.map(({ Condition, Next }) => {
      const [, value = ''] = /'(.*)'/.exec(Condition) ?? [];
      return `${from} -->|${value}| ${idOf(Next)}`;
    });
    return [...chosen, `${from} -->|otherwise| ${idOf(state.Default)}`];
  }
  if (!('Next' in state) || state.Next === undefined) return [];
  const timeout = state.Type === 'Task' && state.TimeoutSeconds !== undefined ? ['token or time-out'] : [];
  return [`${from} -->${timeout.map((text) => `|${text}|`).join('')} ${idOf(state.Next)}`];
}

function flowchart(definition: Definition): string {
  const states = Object.entries(definition.States);
  const lines = [
    `start(( )) --> ${idOf(definition.StartAt)}`,
    ...states.map(([name, state]) => node(name, state)),
    ...states.flatMap(([name, state]) => arrows(name, state)),
  ];
  return ['```mermaid', 'flowchart TD', ...lines.map((line) => `  ${line}`), '```'].join('\n');
}

const fenced = (diagram: string): string => ['```mermaid', diagram, '```'].join('\n');

export function renderWorkflowsPage(): string {
  const places = { functionArn: (name: string): string => name, workBucket: 'work' };
  const machines = Object.entries(definitions).map(([name, make]) => {
    const definition = make(places);
    return `## ${name}\n\n${definition.Comment}. The story of its steps stands in \`lib/workflows/${name}/definition.ts\`.\n\n${flowchart(definition)}`;
  });
  const lifecycles = [
    `### revision

${fenced(diagramOf(revisionLifecycle))}`,
    `### batch

${fenced(diagramOf(batchLifecycle))}`,
    `### line

${fenced(diagramOf(lineLifecycle))}`,
  ];
  return `${[
    '# Workflows',
    'Made from the definitions by `node docs/workflows.ts`; do not edit by hand.',
    `Every state that calls a function has a further arrow: what its retries (\`lib/workflows/retries.ts\`) do not mend goes to *${FAILURE_STATE}* and from there to *Execution failed*.`,
    ...machines,
    '## Lifecycles',
    'Each is one table of states and allowed moves; rule, database condition, these diagrams and the tests come from it.',
    ...lifecycles,
  ].join('\n\n')}\n`;
}

export const readWorkflowsPage = (): string => readFileSync(WORKFLOWS_PAGE, 'utf8');

if (import.meta.main) writeFileSync(WORKFLOWS_PAGE, renderWorkflowsPage());
