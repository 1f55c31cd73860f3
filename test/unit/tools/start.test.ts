import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepPasswords, localAccounts } from '../../../tools/accounts.ts';
import { readSampleConfiguration } from '../../../tools/configuration-folder.ts';
import { readStartOptions } from '../../../tools/start-options.ts';

describe('the options of npm start', () => {
  it('have fixed ports unless told otherwise', () => {
    expect(readStartOptions([])).toMatchObject({ port: 4100, 'gateway-port': 4101, reset: false, json: false });
    expect(readStartOptions(['--port', '0', '--reset'])).toMatchObject({ port: 0, reset: true });
  });

  it.each([
    [['--port', 'many'], '--port'],
    [['--port', '70000'], '--port'],
    [['--nothing'], '--nothing'],
  ])('name the one that does not fit: %s', (args, name) => {
    expect(() => readStartOptions(args)).toThrow(name);
  });
});

describe('the accounts of one machine', () => {
  const { people } = readSampleConfiguration(2026).parsed;
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lindung-accounts-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are those people who sign in, and no approver, who comes by link', () => {
    const roles = new Set(localAccounts(people, folder).map(({ role }) => role));
    expect(roles).toEqual(new Set(['officer', 'finance', 'administrator', 'auditor']));
  });

  it('keep their passwords from one start to the next and share none', () => {
    const first = localAccounts(people, folder);
    keepPasswords(first, folder);
    expect(localAccounts(people, folder)).toEqual(first);
    expect(new Set(first.map(({ password }) => password)).size).toBe(first.length);
  });

  it('get new passwords in an empty folder', () => {
    const [first] = localAccounts(people, folder);
    const [second] = localAccounts(people, folder);
    expect(second?.password).not.toBe(first?.password);
  });
});

it('the sample regency has allocations and holidays for this year and the next, whenever it is tried', () => {
  const { allocations, calendar } = readSampleConfiguration(2031).parsed;

  expect(new Set(allocations.map((row) => row.fiscalYear))).toEqual(new Set([2031, 2032]));
  expect(calendar.holidays.map((holiday) => holiday.date)).toContain('2033-01-01');
});
