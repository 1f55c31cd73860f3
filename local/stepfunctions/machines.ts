import { randomUUID } from 'node:crypto';
import { column, type Row } from './database.ts';
import { parseDefinition } from './definition.ts';
import { StatesApiError } from './errors.ts';
import type { Journal } from './journal.ts';
import { checkName, readPage, type Page } from './request-checks.ts';

/** A state machine; dates are epoch ms. */
export interface StateMachineDescription {
  stateMachineArn: string;
  name: string;
  definition: string;
  roleArn: string;
  type: 'STANDARD';
  status: 'ACTIVE';
  creationDate: number;
  revisionId: string;
}

export interface NewStateMachine {
  name: string;
  definition: string;
  roleArn: string;
  type?: string | undefined;
}

export interface StateMachineChange {
  stateMachineArn: string;
  definition?: string | undefined;
  roleArn?: string | undefined;
}

/** The state machines of a journal. What a method answers is durable. */
export class MachineRegistry {
  private readonly journal: Journal;
  private readonly prefix: string;

  /** @param prefix what the ARNs begin with, `arn:aws:states:REGION:ACCOUNT` */
  constructor(journal: Journal, prefix: string) {
    this.journal = journal;
    this.prefix = prefix;
  }

  /** @param created epoch ms */
  create(made: NewStateMachine, created: number): { stateMachineArn: string; creationDate: number } {
    checkName(made.name);
    if ((made.type ?? 'STANDARD') !== 'STANDARD') {
      throw new StatesApiError(
        'StateMachineTypeNotSupported',
        `The state machine type ${made.type ?? ''} is not supported`,
      );
    }
    parseDefinition(made.definition);
    const stateMachineArn = `${this.prefix}:stateMachine:${made.name}`;
    const known = this.find(stateMachineArn);
    if (known !== undefined) {
      if (known.definition === made.definition && known.roleArn === made.roleArn) {
        return { stateMachineArn, creationDate: known.creationDate };
      }
      throw new StatesApiError('StateMachineAlreadyExists', `State Machine Already Exists: '${stateMachineArn}'`);
    }
    this.durably('INSERT INTO machines (arn, name, definition, role, created, revision) VALUES (?, ?, ?, ?, ?, ?)', [
      stateMachineArn,
      made.name,
      this.journal.definitionId(made.definition),
      made.roleArn,
      created,
      randomUUID(),
    ]);
    return { stateMachineArn, creationDate: created };
  }

  /** @returns the new revision's id */
  update(change: StateMachineChange): string {
    const known = this.describe(change.stateMachineArn);
    if (change.definition === undefined && change.roleArn === undefined) {
      throw new StatesApiError('MissingRequiredParameter', 'Either the definition or the role ARN must be specified');
    }
    if (change.definition !== undefined) parseDefinition(change.definition);
    const revision = randomUUID();
    const definition = this.journal.definitionId(change.definition ?? known.definition);
    this.durably('UPDATE machines SET definition = ?, role = ?, revision = ? WHERE arn = ?', [
      definition,
      change.roleArn ?? known.roleArn,
      revision,
      change.stateMachineArn,
    ]);
    return revision;
  }

  describe(arn: string): StateMachineDescription {
    const machine = this.find(arn);
    if (machine === undefined)
      throw new StatesApiError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    return machine;
  }

  /** What a new execution takes over from its machine. */
  blueprint(arn: string): { definition: number; role: string } {
    const row = this.journal.get('SELECT definition, role FROM machines WHERE arn = ?', [arn]);
    if (row !== undefined) return { definition: column.number(row, 'definition'), role: column.text(row, 'role') };
    throw new StatesApiError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  }

  list(page: Page): { stateMachines: StateMachineDescription[]; nextToken?: string } {
    const { limit, after } = readPage(page);
    const rows = this.journal.all('SELECT * FROM machines ORDER BY created, arn LIMIT ? OFFSET ?', [limit + 1, after]);
    const stateMachines = rows.slice(0, limit).map((row) => this.read(row));
    return { stateMachines, ...(rows.length > limit ? { nextToken: String(after + limit) } : {}) };
  }

  remove(arn: string): void {
    this.durably('DELETE FROM machines WHERE arn = ?', [arn]);
  }

  private durably(sql: string, values: Array<string | number>): void {
    this.journal.write(() => this.journal.run(sql, values));
    this.journal.commit();
  }

  private find(arn: string): StateMachineDescription | undefined {
    const row = this.journal.get('SELECT * FROM machines WHERE arn = ?', [arn]);
    return row === undefined ? undefined : this.read(row);
  }

  private read(row: Row): StateMachineDescription {
    return {
      stateMachineArn: column.text(row, 'arn'),
      name: column.text(row, 'name'),
      definition: this.journal.definitionText(column.number(row, 'definition')),
      roleArn: column.text(row, 'role'),
      type: 'STANDARD',
      status: 'ACTIVE',
      creationDate: column.number(row, 'created'),
      revisionId: column.text(row, 'revision'),
    };
  }
}
