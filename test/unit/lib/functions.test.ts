import { describe, expect, it } from 'vitest';
import { checkFolders, readAllEnvironmentNames } from '../../../lib/function-folders.ts';
import { FUNCTIONS, functionEntries } from '../../../lib/functions.ts';
import type { Access, FunctionEntry } from '../../../lib/functions/entry.ts';
import { ROUTES } from '../../../lib/routes.ts';

/** Which words of the table a variable stands for; a function with the variable needs one of them, and the other way round. */
const WORDS: Readonly<Record<string, readonly Access[]>> = {
  TABLE_NAME: ['table', 'table:read'],
  UPLOADS_BUCKET: ['uploads:read', 'uploads:write'],
  RECORDS_BUCKET: ['records:read', 'records:write'],
  WORK_BUCKET: ['work:read', 'work:write'],
  NIK_KEY_SECRET_ID: ['nik-key'],
  LINK_MAC_KEY_ID: ['link-mac'],
  SIGNING_KEY_ID: ['sign'],
  PREMIUM_REQUEST_ARN: ['start-premium-request'],
  PAYMENT_BATCH_ARN: ['start-payment-batch'],
  SEND_MAIL_FUNCTION: ['nudge-mail'],
  MAIL_FROM: ['ses'],
};

describe('the table of functions', () => {
  it('lists every function folder and nothing else', () => {
    expect(() => checkFolders()).not.toThrow();
    expect(functionEntries).toHaveLength(Object.keys(FUNCTIONS).length);
  });

  it('lets a function touch what its environment names and nothing more', async () => {
    const variables = await readAllEnvironmentNames();
    const differences = functionEntries.flatMap(([name, { access }]) =>
      Object.entries(WORDS).flatMap(([variable, words]) => {
        const hasVariable = variables.get(name)?.includes(variable) === true;
        const hasWord = words.some((word) => access.includes(word));
        return hasVariable === hasWord
          ? []
          : [`${name}: ${variable} ${String(hasVariable)}, access ${String(hasWord)}`];
      }),
    );
    expect(differences).toEqual([]);
  });

  it('reserves concurrency for the one sender of mails only', () => {
    const reserved = functionEntries.filter(
      ([, entry]: readonly [string, FunctionEntry]) => entry.reservedConcurrency !== undefined,
    );
    expect(reserved.map(([name]) => name)).toEqual(['send-mail']);
  });

  it('ends every API call before the API gives up on it', () => {
    const slow = functionEntries.filter(([, entry]) => entry.kind === 'http' && entry.timeoutSeconds >= 30);
    expect(slow).toEqual([]);
  });

  it('gives every http function a route and no route twice', () => {
    const routed = new Set(ROUTES.map(({ call }) => call));
    const http = functionEntries.filter(([, entry]) => entry.kind === 'http').map(([name]) => name);
    expect([...routed].toSorted()).toEqual(http.toSorted());
    expect(new Set(ROUTES.map(({ method, path }) => `${method} ${path}`)).size).toBe(ROUTES.length);
  });
});
