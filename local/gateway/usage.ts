import type { Usage } from '../runtime-types.ts';

export interface UsageCounter {
  call(service: string, action: string): void;
  units(table: string, kind: 'read' | 'write', units: number): void;
  read(): Usage;
}

export function createUsageCounter(): UsageCounter {
  const callsByAction: Record<string, number> = {};
  const byTable: Usage['byTable'] = {};
  return {
    call: (service, action) => {
      const name = `${service}:${action}`;
      callsByAction[name] = (callsByAction[name] ?? 0) + 1;
    },
    units: (table, kind, units) => {
      const entry = (byTable[table] ??= { writeUnits: 0, readUnits: 0 });
      entry[kind === 'read' ? 'readUnits' : 'writeUnits'] += units;
    },
    read: () => ({
      writeUnits: Object.values(byTable).reduce((sum, entry) => sum + entry.writeUnits, 0),
      readUnits: Object.values(byTable).reduce((sum, entry) => sum + entry.readUnits, 0),
      callsByAction: { ...callsByAction },
      byTable: structuredClone(byTable),
    }),
  };
}
