import type { Expression } from '../states.ts';

/** The execution's own input names the batch; it is there in every state, whatever the states before handed on. */
export const batchId: Expression = '{% $states.context.Execution.Input.batchId %}';

/** Number of the execution's attempt; load-batch ends one that a later attempt has replaced. */
export const attempt: Expression = '{% $states.context.Execution.Input.attempt %}';

/** List of the members' chunks ({revisionId, chunk}), written by list-chunks. */
export const chunksKey: Expression = "{% 'batches/' & $states.context.Execution.Input.batchId & '/chunks.json' %}";

/** List of the parts of the answer file in hand, written by read-answers. */
export const partsKey: Expression =
  "{% 'batches/' & $states.context.Execution.Input.batchId & '/answers/' & $states.input.sha256 & '/parts.json' %}";

/** Where a map leaves its results. */
export const mapPrefix = (name: 'exclude' | 'carry' | 'settle'): Expression =>
  `{% 'batches/' & $states.context.Execution.Input.batchId & '/maps/${name}' %}`;

/** The results of one answer file lie apart from those of the next. */
export const answerMapPrefix: Expression =
  "{% 'batches/' & $states.context.Execution.Input.batchId & '/maps/answers/' & $states.input.sha256 %}";

/** One entry of the list: a member's chunk, or a part of an answer file. */
export const item: Expression = '{% $states.context.Map.Item.Value %}';

/** Names the answer file in hand: review-batch answered it, and the states after it hand it on. */
export const sha256: Expression = '{% $states.input.sha256 %}';

/** How long until something is due, as review-batch answered. */
export const waitSeconds: Expression = '{% $states.input.waitSeconds %}';

/** What a function answered, picked out where something else travels on beside it. */
export const outcome: Expression = '{% $states.result.Payload.outcome %}';
