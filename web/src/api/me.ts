import * as showMe from '../../../functions/http/show-me/contract.ts';
import { get } from './endpoint.ts';
import type { CallOutput } from './endpoint.ts';

export const ME = get('/api/me', showMe);
export type Me = CallOutput<typeof showMe>;
