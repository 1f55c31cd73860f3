import type { Expression } from '../states.ts';

/** The execution's own input names the revision; it is there in every state, whatever the states before handed on. */
export const revisionId: Expression = '{% $states.context.Execution.Input.revisionId %}';

/** List of the roster's chunks, written by parse-roster. */
export const manifestKey: Expression =
  "{% 'requests/' & $states.context.Execution.Input.revisionId & '/manifest.json' %}";

/** Where a map over the chunks leaves its results. */
export const mapPrefix = (name: 'check' | 'recheck' | 'record'): Expression =>
  `{% 'requests/' & $states.context.Execution.Input.revisionId & '/maps/${name}' %}`;

/** One entry of the manifest: chunk number, key, SHA-256 and count of rows. */
export const item: Expression = '{% $states.context.Map.Item.Value %}';

/** The level that is open, and how long until something is due there, as open-level or review-level answered. */
export const level: Expression = '{% $states.input.level %}';
export const waitSeconds: Expression = '{% $states.input.waitSeconds %}';
