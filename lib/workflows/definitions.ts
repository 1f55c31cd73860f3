import { paymentBatch } from './payment-batch/definition.ts';
import { premiumRequest } from './premium-request/definition.ts';
import type { Definitions } from './states.ts';

export const definitions: Definitions = { 'premium-request': premiumRequest, 'payment-batch': paymentBatch };
