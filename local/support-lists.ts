import { WITHOUT_EFFECT, WITH_EFFECT } from './services/cloudfront/model.ts';
import { KMS_OPERATIONS } from './services/kms/operations.ts';
import { SUPPORTED_ACTIONS } from './stepfunctions/protocol.ts';
import { stateSchema } from './stepfunctions/state-schemas.ts';
import { renderSupport } from './template/support.ts';

/** The sections of SUPPORT.md that code decides, by the name in their `<!-- … -->` marks, as Markdown. */
export function supportSections(): Record<string, string> {
  return {
    resources: renderSupport().trim(),
    states: renderStates(),
    'step-functions-actions': SUPPORTED_ACTIONS.join(', '),
    distribution: renderDistribution(),
    'kms-actions': Object.keys(KMS_OPERATIONS).join(', '),
  };
}

function renderStates(): string {
  return stateSchema.options
    .map(({ shape }) => {
      const fields = Object.keys(shape).filter((field) => field !== 'Type');
      return `- ${shape.Type.value}: ${fields.join(', ')}`;
    })
    .join('\n');
}

function renderDistribution(): string {
  return (['distribution', 'behaviour', 'origin'] as const)
    .flatMap((part) => [
      `- ${part}, emulated: ${WITH_EFFECT[part].join(', ')}`,
      ...Object.entries(WITHOUT_EFFECT[part]).map(
        ([field, lost]) => `- ${part}, accepted without effect here: ${field}; lost: ${lost}`,
      ),
    ])
    .join('\n');
}
