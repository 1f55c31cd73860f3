import { physicalName, WORKFLOWS } from '../../lib/constructs/names.ts';
import type { WorkflowName } from '../../lib/constructs/names.ts';
import { readStage } from '../../lib/config.ts';
import { loadAssembly } from '../../local/template/assembly.ts';
import { resolveTemplate } from '../../local/template/resolve.ts';
import type { ResolvedTemplate } from '../../local/template/resolve.ts';
import { CDK_OUT, synthesize } from '../../tools/synthesize.ts';

let made: Promise<ResolvedTemplate> | undefined;

/** The stacks as they would be deployed, references resolved as the one-machine runtime does it. Synthesized only when stale. */
export function synthesizedTemplate(): Promise<ResolvedTemplate> {
  made ??= synthesize().then(() => {
    const local = 'http://127.0.0.1:1';
    const urls = { apiUrl: local, gatewayUrl: local, inboxUrl: local, signInUrl: local };
    const parameters = { PublicBaseUrl: '{apiUrl}', WebAclArn: 'none' };
    return resolveTemplate({ assembly: loadAssembly(CDK_OUT), parameters, urls });
  });
  return made;
}

export interface SynthesizedMachine {
  readonly name: string;
  readonly definition: string;
  readonly roleArn: string;
}

/** Both state machines, by the product's own name for them. */
export async function synthesizedMachines(): Promise<Record<WorkflowName, SynthesizedMachine>> {
  const { resources } = await synthesizedTemplate();
  const stage = readStage('meranti');
  const machines = WORKFLOWS.map((workflow) => {
    const name = physicalName(stage, workflow);
    const found = resources.find(
      ({ type, properties }) => type === 'AWS::StepFunctions::StateMachine' && properties['StateMachineName'] === name,
    );
    if (found === undefined) throw new Error(`no state machine ${name} in the synthesized stacks`);
    const { DefinitionString, RoleArn } = found.properties;
    return [workflow, { name, definition: String(DefinitionString), roleArn: String(RoleArn) }] as const;
  });
  return Object.fromEntries(machines) as Record<WorkflowName, SynthesizedMachine>;
}
