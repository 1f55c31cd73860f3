import { batchIdSchema } from '../identity/ids.ts';
import type { BatchId } from '../identity/ids.ts';
import { periodKey } from '../period/period.ts';
import type { Period } from '../period/period.ts';

/** What the lines of one batch have in common; at most one batch of a slot is open. */
export interface BatchSlot {
  readonly wadahId: string;
  readonly period: Period;
  readonly sourceId: string;
}

/** `SG#202701-1#APBD`: the slot in keys and lists. */
export function slotKeyOf(slot: BatchSlot): string {
  return `${slot.wadahId}#${periodKey(slot.period)}#${slot.sourceId}`;
}

/** `SG-202701-1-APBD-1`. @throws ZodError when wadah or funding source are not in capitals, digits and dashes */
export function batchIdOf(slot: BatchSlot, sequence: number): BatchId {
  return batchIdSchema.parse(`${slot.wadahId}-${periodKey(slot.period)}-${slot.sourceId}-${sequence}`);
}
