import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { sha256Hex } from './audit-log.ts';
import { linkKey } from './keys.ts';
import { linkSchema } from './records.ts';
import type { Link } from './records.ts';
import { readItem } from './table.ts';
import type { Table } from './table.ts';

/** 32 random bytes as base64url without padding. */
const SECRET_FORM = /^[A-Za-z0-9_-]{43}$/;
/** A used link tells its decision for about a year; then the item goes. */
const KEPT_SECONDS = 400 * 24 * 3600;

/** `escalation` is the seat id in the link of an escalation target, who holds no seat of its own. */
export const ESCALATION_SEAT = 'escalation';

/** What is stored of a secret: its SHA-256, lower-case hex. */
export const secretHash = (secret: string): string => sha256Hex(secret);

/** Stores a new link. The secret itself stands in one mail and nowhere else. */
export async function putLink(table: Table, secret: string, link: Link): Promise<void> {
  const expiresAt = Math.floor(Date.parse(link.createdAt) / 1000) + KEPT_SECONDS;
  await table.client.send(
    new PutCommand({
      TableName: table.name,
      Item: { ...linkKey(secretHash(secret)), ...link, expiresAt },
      ConditionExpression: 'attribute_not_exists(pk)',
    }),
  );
}

/** The link behind a secret, or null when there is none or the text cannot be one. */
export async function findLink(table: Table, secret: string): Promise<Link | null> {
  if (!SECRET_FORM.test(secret)) return null;
  return readItem(table, linkKey(secretHash(secret)), linkSchema);
}
