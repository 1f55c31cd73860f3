import { mkdirSync } from 'node:fs';
import { request as httpRequest, type RequestListener } from 'node:http';
import type { OpenServer } from './ports.ts';
import type { RuntimeOptions } from './runtime-types.ts';
import { connectDynamoDb, type DynamoDbConnection } from './services/dynamodb/call.ts';
import { startDynamoDb } from './services/dynamodb/process.ts';
import { createTables } from './services/dynamodb/tables.ts';
import { startS3, type S3Process } from './services/s3/start.ts';
import { startInbox, type Inbox } from './services/ses/start.ts';
import { appClients } from './services/sign-in/clients.ts';
import { signInKeys } from './services/sign-in/keys.ts';
import { createSignIn } from './services/sign-in/provider.ts';
import { openTokenStore } from './services/sign-in/token-store.ts';
import type { StateFolder } from './state-folder.ts';
import type { ResolvedTemplate } from './template/resolve.ts';

/** The real parts. */
export interface Stores {
  dynamoDb: DynamoDbConnection;
  s3: S3Process;
  inbox: Inbox;
}

interface StoreSettings {
  options: RuntimeOptions;
  folder: StateFolder;
  template: ResolvedTemplate;
  closers: { add(close: () => unknown): void };
  doors: { inbox: OpenServer; signIn: OpenServer };
  now: () => number;
}

/** Starts DynamoDB Local, S3, the inbox and sign-in at the same time. */
export async function startStores(settings: StoreSettings): Promise<Stores> {
  const starts = [startTables(settings), startBuckets(settings), startMail(settings), startSignIn(settings)] as const;
  // When one fails, the others must have started before they can be closed.
  await Promise.allSettled(starts);
  const [dynamoDb, s3, inbox] = await Promise.all(starts);
  return { dynamoDb, s3, inbox };
}

async function startTables({ folder, template, closers }: StoreSettings): Promise<DynamoDbConnection> {
  const process = await startDynamoDb(folder.path('dynamodb'));
  closers.add(() => process.stop());
  const connection = connectDynamoDb(process.port);
  closers.add(() => connection.close());
  await createTables(template.resources, connection.call);
  return connection;
}

async function startBuckets({ folder, template, closers, now }: StoreSettings): Promise<S3Process> {
  const s3 = await startS3(template.resources, { folder: folder.path('s3'), now });
  closers.add(() => s3.stop());
  return s3;
}

async function startMail({ folder, options, closers, doors }: StoreSettings): Promise<Inbox> {
  const duplicateMail = options.faults?.duplicateMail ?? false;
  const inbox = await startInbox({ file: folder.path('mail.jsonl'), duplicateMail });
  closers.add(() => inbox.stop());
  doors.inbox.handle(passTo(inbox.port));
  return inbox;
}

async function startSignIn({ folder, options, template, closers, doors }: StoreSettings): Promise<void> {
  mkdirSync(folder.path('sign-in'), { recursive: true });
  const tokens = openTokenStore(folder.path('sign-in', 'tokens.sqlite'));
  closers.add(() => tokens.close());
  const keys = await signInKeys(folder);
  const clients = appClients(template.resources);
  doors.signIn.handle(createSignIn({ issuer: doors.signIn.url, clients, accounts: options.accounts, keys, tokens }));
}

function passTo(port: number): RequestListener {
  return (request, response) => {
    const { method, url: path, headers } = request;
    const outgoing = httpRequest({ host: '127.0.0.1', port, method, path, headers });
    outgoing.on('error', () => response.destroy());
    outgoing.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(outgoing);
  };
}
