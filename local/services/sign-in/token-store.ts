import { DatabaseSync } from 'node:sqlite';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { isObject, parseJson } from '../../json.ts';

/** What oidc-provider stores (sessions, grants, codes, refresh tokens), on disk, so that people stay signed in. */
export interface TokenStore {
  adapterFor(model: string): Adapter;
  close(): void;
}

export function openTokenStore(file: string): TokenStore {
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS entries (model TEXT, id TEXT, payload TEXT, grant_id TEXT, uid TEXT, expires INTEGER,
      PRIMARY KEY (model, id));
    CREATE INDEX IF NOT EXISTS by_grant ON entries (grant_id);
    CREATE INDEX IF NOT EXISTS by_uid ON entries (model, uid);`);
  db.prepare('DELETE FROM entries WHERE expires < ?').run(now());
  return { adapterFor: (model) => createAdapter(db, model), close: () => db.close() };
}

function createAdapter(db: DatabaseSync, model: string): Adapter {
  const one = (where: string, value: string): AdapterPayload | undefined => {
    const row = db
      .prepare(`SELECT payload FROM entries WHERE model = ? AND ${where} = ? AND expires >= ?`)
      .get(model, value, now());
    const payload = typeof row?.['payload'] === 'string' ? parseJson(row['payload']) : undefined;
    return isObject(payload) ? payload : undefined;
  };
  const write = (id: string, payload: AdapterPayload, expires: number): void => {
    db.prepare('INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?)').run(
      model,
      id,
      JSON.stringify(payload),
      payload.grantId ?? null,
      payload.uid ?? null,
      expires,
    );
  };
  return {
    upsert: async (id, payload, expiresIn) =>
      write(id, payload, expiresIn === undefined ? Number.MAX_SAFE_INTEGER : now() + expiresIn),
    find: async (id) => one('id', id),
    findByUid: async (uid) => one('uid', uid),
    findByUserCode: async () => undefined,
    consume: async (id) => {
      const payload = one('id', id);
      if (payload === undefined) return;
      db.prepare('UPDATE entries SET payload = ? WHERE model = ? AND id = ?').run(
        JSON.stringify({ ...payload, consumed: now() }),
        model,
        id,
      );
    },
    destroy: async (id) => void db.prepare('DELETE FROM entries WHERE model = ? AND id = ?').run(model, id),
    revokeByGrantId: async (grantId) => void db.prepare('DELETE FROM entries WHERE grant_id = ?').run(grantId),
  };
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
