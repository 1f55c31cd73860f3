import { parseArgs } from 'node:util';
import * as z from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

const schema = z.object({
  reset: z.boolean().default(false),
  state: z.string().min(1).optional(),
  port: port.default(4100),
  'gateway-port': port.default(4101),
  'inbox-port': port.default(4102),
  'sign-in-port': port.default(4103),
  'free-ports': z.boolean().default(false),
  'duplicate-mail': z.boolean().default(false),
  quiet: z.boolean().default(false),
  json: z.boolean().default(false),
  help: z.boolean().default(false),
});

export const HELP = `npm start -- [options]

  --reset              begin with an empty state folder
  --state DIR          state folder (default .lindung/state)
  --port N             portal, API and approver's page (default 4100; 0: any free port)
  --gateway-port N     AWS endpoint (4101)   --inbox-port N  (4102)   --sign-in-port N  (4103)
  --free-ports         the ports of the last start on this state folder, or free ones
  --duplicate-mail     deliver every mail twice, as real mail services sometimes do
  --quiet              no list of accounts
  --json               one line of JSON when ready, nothing else`;

export type StartOptions = z.infer<typeof schema>;

/** @throws Error whose message names the option that does not fit */
export function readStartOptions(args: readonly string[]): StartOptions {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      reset: flag,
      state: text,
      port: text,
      'gateway-port': text,
      'inbox-port': text,
      'sign-in-port': text,
      'free-ports': flag,
      'duplicate-mail': flag,
      quiet: flag,
      json: flag,
      help: flag,
    },
  });
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`--${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'does not fit'}`);
}
