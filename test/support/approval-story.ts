import { randomBytes } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { LevelPolicy } from '../../domain/approval/policy.ts';
import type { Configuration } from '../../domain/configuration/configuration.ts';
import type { RevisionId } from '../../domain/identity/ids.ts';
import { isFunctionName } from '../../lib/functions.ts';
import type { FunctionName } from '../../lib/functions.ts';
import { createEngine } from '../../local/stepfunctions/engine.ts';
import { createVirtualClock } from '../../local/stepfunctions/virtual-clock.ts';
import { requestKey } from '../../functions/adapters/dynamodb/keys.ts';
import { readLevels } from '../../functions/adapters/dynamodb/level-store.ts';
import { openPersonStore } from '../../functions/adapters/dynamodb/person-store.ts';
import { readRevision } from '../../functions/adapters/dynamodb/revision-store.ts';
import { settleOpenLevels } from '../../functions/adapters/dynamodb/settle-level.ts';
import type { Table } from '../../functions/adapters/dynamodb/table.ts';
import { decideApproval } from '../../functions/http/decide-approval/step.ts';
import { showApproval } from '../../functions/http/show-approval/step.ts';
import { withdrawRequest } from '../../functions/http/withdraw-request/step.ts';
import { htmlAnswer } from '../../functions/pages/answer.ts';
import type { PageAnswer } from '../../functions/pages/answer.ts';
import { classify } from '../../functions/runtime/outcomes.ts';
import { awaitDecision } from '../../functions/steps/await-decision/step.ts';
import { checkEligibility } from '../../functions/steps/check-eligibility/step.ts';
import { commitPremiums } from '../../functions/steps/commit-premiums/step.ts';
import { loadRevision } from '../../functions/steps/load-revision/step.ts';
import { noteFailure } from '../../functions/steps/note-failure/step.ts';
import { openNextLevel } from '../../functions/steps/open-level/step.ts';
import { parseRoster } from '../../functions/steps/parse-roster/step.ts';
import { recheckChunk } from '../../functions/steps/recheck-chunk/step.ts';
import { recordPremiums } from '../../functions/steps/record-premiums/step.ts';
import { reserveBudget } from '../../functions/steps/reserve-budget/step.ts';
import { reviewLevel } from '../../functions/steps/review-level/step.ts';
import { sealRemovals } from '../../functions/steps/seal-removals/step.ts';
import { sendMail } from '../../functions/steps/send-mail/step.ts';
import { summariseRequest } from '../../functions/steps/summarise-request/step.ts';
import { caller } from './administration-world.ts';
import { hmacTwin, merantiConfiguration, person } from './approval-world.ts';
import { contractOf } from './contracts.ts';
import { inventRoster, requestWorld, rosterCsv, SUBMITTED_AT } from './request-world.ts';
import { synthesizedMachines } from './synthesized.ts';

const HOUR = 3_600_000;
const FEW = 3;

type Step = (input: never, deps: never) => Promise<unknown>;

/** Every function that premium-request calls, as production runs it. */
const STEPS: Partial<Record<FunctionName, Step>> = {
  'load-revision': loadRevision,
  'parse-roster': parseRoster,
  'check-eligibility': checkEligibility,
  'summarise-request': summariseRequest,
  'reserve-budget': reserveBudget,
  'open-level': openNextLevel,
  'await-decision': awaitDecision,
  'review-level': reviewLevel,
  'recheck-chunk': recheckChunk,
  'seal-removals': sealRemovals,
  'record-premiums': recordPremiums,
  'commit-premiums': commitPremiums,
  'note-failure': noteFailure,
};

/** A level of the sample policy's first kind: one approver, reminders after 24 and 48 hours, the end after 168. */
export function levelPolicy(change: Partial<LevelPolicy> = {}): LevelPolicy {
  const first = merantiConfiguration().policy.levels.find(({ id }) => id === 'bidang');
  if (first === undefined) throw new Error('the sample policy has lost its first level');
  return { ...first, ...change };
}

export interface StoryOptions {
  /** How many workers the request is for; three when absent. */
  readonly workers?: number;
  /** The policy's levels; the sample policy's when absent. */
  readonly levels?: readonly LevelPolicy[];
  /** The machine's journal; a file outlives `stopMachine`. */
  readonly journalPath?: string;
  /** Runs before each call of a function that the machine makes. */
  readonly before?: (name: FunctionName) => Promise<unknown>;
  /** Every function is called twice with the same input, as Lambda may do. */
  readonly twice?: boolean;
}

export interface ToldMail {
  /** Whole hours since the request was sent. */
  readonly hour: number;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export type ApprovalStory = Awaited<ReturnType<typeof approvalStory>>;

/**
 * A request on the synthesized state machine, in virtual time: every function behind it is the real one,
 * on a real table. People act on the page and by the API; a mail is sent the moment its sender is woken.
 */
export async function approvalStory(store: Table, options: StoryOptions = {}) {
  const configuration = configurationOf(options);
  const { workers = FEW } = options;
  let clock = createVirtualClock(Date.parse(SUBMITTED_AT));
  const world = await requestWorld(store, { configuration });
  Object.defineProperty(world.state, 'clock', { get: () => clock.now() });
  const now = () => new Date(clock.now());
  const mails: ToldMail[] = [];
  const mailService = { isDown: false };
  const deps = () => ({
    ...world.deps(),
    people: openPersonStore(store),
    mac: hmacTwin(),
    randomBytes: (count: number): Uint8Array => randomBytes(count),
    publicBaseUrl: 'https://lindung.example.test',
    ratePerSecond: 10,
    workMs: 60_000,
    pause: () => Promise.resolve(),
    send: (mail: Pick<ToldMail, 'to' | 'subject' | 'text'>) => {
      if (mailService.isDown) return Promise.reject(new Error('the mail service is down'));
      const { to, subject, text } = mail;
      const hour = (clock.now() - Date.parse(SUBMITTED_AT)) / HOUR;
      mails.push({ hour, to: to.replace('@example.test', ''), subject: subject.replace('[Lindung] ', ''), text });
      return Promise.resolve();
    },
    nudgeMail,
    answerToken,
  });
  let isSending = false;
  /** There is one sender only: woken while it runs, it finds what was stored by itself. */
  async function nudgeMail(): Promise<void> {
    if (isSending) return;
    isSending = true;
    await sendMail({}, deps()).finally(() => {
      isSending = false;
    });
  }
  function answerToken(taskToken: string, output: unknown): Promise<'told' | 'gone'> {
    try {
      engine.sendTaskSuccess({ taskToken, output: JSON.stringify(output) });
      return Promise.resolve('told');
    } catch {
      return Promise.resolve('gone');
    }
  }

  const calls: FunctionName[] = [];
  const call = async (functionName: string, payload: unknown): Promise<unknown> => {
    const name = functionName.replace('lindung-', '');
    const step = isFunctionName(name) ? STEPS[name] : undefined;
    if (step === undefined || !isFunctionName(name)) throw new Error(`premium-request calls ${functionName}`);
    calls.push(name);
    await options.before?.(name);
    const contract = await contractOf(name);
    const run = async () => contract.output.parse(await step(contract.input.parse(payload) as never, deps() as never));
    if (options.twice === true) await run();
    return run();
  };
  const machine = (await synthesizedMachines())['premium-request'];
  const startEngine = () =>
    createEngine({
      journalPath: options.journalPath ?? ':memory:',
      clock,
      random: () => 0.5,
      objects: {
        getObject: ({ key }) => Promise.resolve(String(world.objects.objects.get(`work/${key}`))),
        putObject: ({ key }, body) => {
          world.objects.objects.set(`work/${key}`, Buffer.from(body));
          return Promise.resolve();
        },
      },
      invokeLambda: async ({ functionName, payload }) => {
        try {
          return { payload: await call(functionName, payload) };
        } catch (thrown) {
          const { name: errorType, message: errorMessage } = classify(thrown);
          const raw = { errorType, errorMessage };
          return { payload: raw, functionError: { ...raw, raw } };
        }
      },
    });
  let engine = startEngine();
  const { stateMachineArn } = engine.createStateMachine({ ...machine });
  const executions: string[] = [];
  const revisionIds: RevisionId[] = [];
  const roster = inventRoster(workers);
  const csv = rosterCsv(roster);

  /** Sends the request (again, as its next revision) and lets the machine run until it waits for people. */
  const submit = async (): Promise<RevisionId> => {
    const number = revisionIds.length + 1;
    const revisionId = await world.submit({ number, csv });
    revisionIds.push(revisionId);
    const { requestId, officeId, officerId } = await readRevision(store, revisionId);
    const request = { requestId, officeId, officerId, latestRevisionId: revisionId, latestNumber: number, version: 1 };
    await store.client.send(new PutCommand({ TableName: store.name, Item: { ...requestKey(requestId), ...request } }));
    const input = JSON.stringify({ requestId, revisionId, number, attempt: 1 });
    executions.push(engine.startExecution({ stateMachineArn, name: `${revisionId}-1`, input }).executionArn);
    await clock.settle();
    return revisionId;
  };
  const revisionId = () => revisionIds.at(-1) ?? 'none';
  const head = () => readRevision(store, revisionId() as RevisionId);

  const shown = (answer: PageAnswer) => ({ status: answer.status, text: htmlAnswer(answer).body ?? '' });
  const page = async (secret: string) => {
    const query = { lang: undefined };
    return shown(await showApproval({ method: 'GET', secret, query, contentType: '', body: '' }, deps()));
  };
  /** The last link that was mailed to this person. */
  const linkOf = (personId: string): string => {
    const mail = mails.findLast((one) => one.to === personId && one.text.includes('/approval/'));
    const secret = /\/approval\/([A-Za-z0-9_-]{43})/.exec(mail?.text ?? '')?.[1];
    if (secret === undefined) throw new Error(`no link was mailed to ${personId}`);
    return secret;
  };
  const post = async (secret: string, fields: Record<string, string>) => {
    const nonce = /name="nonce" value="([^"]+)"/.exec((await page(secret)).text)?.[1] ?? '';
    const body = new URLSearchParams({ nonce, workers: String(workers), ...fields }).toString();
    const contentType = 'application/x-www-form-urlencoded';
    const sent = { method: 'POST', secret, query: { lang: undefined }, contentType, body };
    return shown(await decideApproval(sent, deps()));
  };

  const story = {
    world,
    roster,
    mails,
    mailService,
    calls,
    deps,
    submit,
    head,
    page,
    linkOf,
    post,
    now: () => now().toISOString(),
    /** What a person does with the last link mailed to them; then the machine goes as far as it can. */
    decide: async (personId: string, fields: Record<string, string>) => {
      const answer = await post(linkOf(personId), fields);
      await clock.settle();
      return answer;
    },
    approve: (personId: string) => story.decide(personId, { decision: 'approve' }),
    /** By its officer; what the machine makes of it is seen once time passes. */
    withdraw: async () => {
      const { requestId } = await head();
      const officer = { ...caller('petugas-disnaker', 'officer'), officeId: 'disnaker' };
      return withdrawRequest({ params: { requestId }, body: { reason: 'salah unggah' }, caller: officer }, deps());
    },
    /** Lets time pass; every timer on the way fires at its own moment. */
    pass: (hours: number) => clock.advanceBy(hours * HOUR),
    /** What repair does every five minutes: for absences and freezes that have begun, and for mails that wait. */
    repair: async () => {
      await settleOpenLevels(store, { at: now().toISOString(), by: 'repair' });
      await nudgeMail();
    },
    /** The machine is down for some hours, and then takes up what it left. */
    stopMachine: async (hours: number) => {
      await engine.close();
      clock = createVirtualClock(clock.now() + hours * HOUR);
      engine = startEngine();
      engine.resume();
      await clock.advanceBy(0);
    },
    levels: () => readLevels(store, revisionId() as RevisionId),
    events: () => world.events(revisionId() as RevisionId),
    execution: () => engine.describeExecution(executions.at(-1) ?? ''),
    /** The mails to officer and officials so far, in few words: hour, reader, subject before its colon. */
    told: () =>
      mails
        .filter(({ to }) => !to.startsWith('admin-'))
        .map(({ hour, to, subject }) => `${hour} ${to} ${subject.split(':')[0] ?? ''}`),
    stop: () => engine.close(),
  };
  return story;
}

function configurationOf({ levels }: StoryOptions): Configuration {
  const configuration = merantiConfiguration();
  if (levels === undefined) return configuration;
  return { ...configuration, policy: { ...configuration.policy, levels } };
}

export const seatHolders = (levels: Awaited<ReturnType<ApprovalStory['levels']>>): string[][] =>
  levels.map(({ seats }) => seats.map(({ personId }) => personId));

export const approvers = (...personIds: string[]) => personIds.map((personId) => person(personId));
