import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Configuration } from '../domain/configuration/configuration.ts';

/** A person who can sign in on this machine, with the password that `npm start` shows. */
export interface LocalAccount {
  readonly personId: string;
  readonly sub: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly password: string;
}

const passwordsSchema = z.record(z.string(), z.string());
type Passwords = z.infer<typeof passwordsSchema>;

const fileIn = (stateFolder: string): string => join(stateFolder, 'passwords.json');

function readPasswords(stateFolder: string): Passwords {
  try {
    return passwordsSchema.parse(JSON.parse(readFileSync(fileIn(stateFolder), 'utf8')));
  } catch {
    // A new or an emptied folder: everybody gets a new password.
    return {};
  }
}

/** Accounts of everybody who has one, with the passwords of the last start on this state folder, or new ones. */
export function localAccounts(people: Configuration['people'], stateFolder: string): LocalAccount[] {
  const known = readPasswords(stateFolder);
  return people.flatMap(({ personId, account, name, email, roles }) => {
    if (account === undefined) return [];
    const password = known[account] ?? randomBytes(9).toString('base64url');
    return [{ personId, sub: account, name, email, role: roles.join(', '), password }];
  });
}

export function keepPasswords(accounts: readonly LocalAccount[], stateFolder: string): void {
  mkdirSync(stateFolder, { recursive: true });
  const passwords: Passwords = Object.fromEntries(accounts.map(({ sub, password }) => [sub, password]));
  writeFileSync(fileIn(stateFolder), JSON.stringify(passwords, null, 2), { mode: 0o600 });
}
