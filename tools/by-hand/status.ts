import { parseArgs } from 'node:util';
import * as z from 'zod';
import { DEFAULT_STATE_FOLDER } from '../addresses.ts';
import type { Api } from '../demo/api.ts';
import { reasonOf, signInAsOfficer } from './officer-api.ts';
import { listText, listViewSchema, requestText, requestViewSchema } from './status-text.ts';
import type { RequestView } from './status-text.ts';

const USAGE = `Usage: npm run status -- [REQUEST] [--as PERSON] [--state DIR]

Without REQUEST: the officer's latest requests.`;

const reportSchema = z.object({ url: z.string() });

/** The reports there are, each with an address that works for five minutes. */
async function reportsOf(api: Api, view: RequestView): Promise<string[]> {
  const kinds = [
    ...(view.summary === undefined ? [] : ['rows']),
    ...((view.summary?.badRows ?? 0) > 0 || view.outcome?.code === 'no-good-row' ? ['bad-rows'] : []),
    ...((view.removedWorkers ?? 0) > 0 || view.outcome?.code === 'too-many-removed' ? ['removed'] : []),
  ];
  return Promise.all(
    kinds.map(async (kind) => {
      const { url } = await api.get(`/api/requests/${view.requestId}/report?kind=${kind}`, reportSchema);
      return `${kind}: ${url}`;
    }),
  );
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { as: text, state: text, help: { type: 'boolean' } },
  });
  if (values.help === true) {
    console.log(USAGE);
    return;
  }
  const { api, addresses } = await signInAsOfficer(values.state ?? DEFAULT_STATE_FOLDER, values.as);
  const [requestId] = positionals;
  if (requestId === undefined) {
    console.log(listText(await api.get('/api/requests', listViewSchema)));
    return;
  }
  const view = await api.get(`/api/requests/${encodeURIComponent(requestId)}`, requestViewSchema);
  console.log(requestText(view, { inboxUrl: addresses.inboxUrl, reports: await reportsOf(api, view) }));
}

try {
  await main();
} catch (error) {
  console.error(reasonOf(error));
  process.exitCode = 1;
}
