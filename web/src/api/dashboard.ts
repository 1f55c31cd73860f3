import * as showDashboard from '../../../functions/http/show-dashboard/contract.ts';
import { get } from './endpoint.ts';

export type { ShowDashboardOutput as Dashboard } from '../../../functions/http/show-dashboard/contract.ts';

export const DASHBOARD = get('/api/dashboard', showDashboard);
