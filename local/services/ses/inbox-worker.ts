import ses from 'aws-ses-v2-local';
import store from 'aws-ses-v2-local/dist/store.js';
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { parseJson } from '../../json.ts';

const settings = z.object({ file: z.string(), duplicateMail: z.boolean() }).parse(workerData);

const emailSchema = z.object({
  messageId: z.string(),
  from: z.string(),
  replyTo: z.array(z.string()),
  destination: z.object({ to: z.array(z.string()), cc: z.array(z.string()), bcc: z.array(z.string()) }),
  subject: z.string(),
  body: z.object({ html: z.string().optional(), text: z.string().optional() }),
  attachments: z.array(
    z.object({ content: z.string(), contentType: z.string(), filename: z.string().optional(), size: z.number() }),
  ),
  headers: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
  at: z.number(),
});

const { saveEmail, clearStore } = store;

function restore(): void {
  if (!existsSync(settings.file)) return;
  for (const line of readFileSync(settings.file, 'utf8').split('\n')) {
    // A kill can leave half a last line; that mail's sender never got an answer and sends again.
    const email = emailSchema.safeParse(line.endsWith('}') ? parseJson(line) : undefined);
    if (email.success) saveEmail(email.data);
  }
}

/** The package keeps mails in memory; here each is on disk before its sender gets an answer. */
function keepOnDisk(): void {
  Object.assign(store, {
    saveEmail: (email: Parameters<typeof saveEmail>[0]) => {
      const copies = settings.duplicateMail ? [email, { ...email, messageId: `${email.messageId}-again` }] : [email];
      for (const copy of copies) {
        appendFileSync(settings.file, `${JSON.stringify(copy)}\n`);
        saveEmail(copy);
      }
    },
    clearStore: () => {
      rmSync(settings.file, { force: true });
      clearStore();
    },
  });
}

restore();
keepOnDisk();

const server = await ses.default({ host: '127.0.0.1', port: 0 });
const address = server.address();
parentPort?.postMessage({ port: typeof address === 'object' ? address?.port : undefined });
