import { randomUUID } from 'node:crypto';
import { parseDefinition } from './definition.ts';
import { StatesApiError } from './errors.ts';
import type { Journal } from './journal.ts';
import type { MachineRow } from './model.ts';
import { checkArn, checkName, checkRole, readPage } from './request-checks.ts';
import type { Page, Request } from './requests.ts';

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
  create(made: Request<'CreateStateMachine'>, created: number): { stateMachineArn: string; creationDate: number } {
    checkName(made.name);
    if ((made.type ?? 'STANDARD') !== 'STANDARD') {
      throw new StatesApiError(
        'StateMachineTypeNotSupported',
        `The state machine type ${made.type ?? ''} is not supported`,
      );
    }
    checkRole(made.roleArn);
    parseDefinition(made.definition);
    const stateMachineArn = `${this.prefix}:stateMachine:${made.name}`;
    const known = this.journal.machines.get(stateMachineArn);
    if (known !== undefined) {
      // Another role does not make it another machine: the first one's stays.
      if (this.journal.definition(known.definition) === made.definition) {
        return { stateMachineArn, creationDate: known.created };
      }
      throw new StatesApiError('StateMachineAlreadyExists', `State Machine Already Exists: '${stateMachineArn}'`);
    }
    const { name, roleArn: role } = made;
    const definition = this.journal.define(made.definition);
    this.journal.saveMachine({ arn: stateMachineArn, name, definition, role, created, revision: randomUUID() });
    return { stateMachineArn, creationDate: created };
  }

  /** @returns the new revision's id */
  update(change: Request<'UpdateStateMachine'>): string {
    const known = this.find(change.stateMachineArn);
    if (change.definition === undefined && change.roleArn === undefined) {
      throw new StatesApiError('MissingRequiredParameter', 'Either the definition or the role ARN must be specified');
    }
    if (change.roleArn !== undefined) checkRole(change.roleArn);
    if (change.definition !== undefined) parseDefinition(change.definition);
    const definition = change.definition === undefined ? known.definition : this.journal.define(change.definition);
    const revision = randomUUID();
    this.journal.saveMachine({ ...known, definition, role: change.roleArn ?? known.role, revision });
    return revision;
  }

  describe(arn: string): StateMachineDescription {
    return this.toDescription(this.find(arn));
  }

  /** The machine as the journal has it, or StateMachineDoesNotExist. */
  find(arn: string): MachineRow {
    const machine = this.journal.machines.get(arn);
    if (machine !== undefined) return machine;
    checkArn('stateMachine', arn);
    throw new StatesApiError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  }

  list(page: Page): { stateMachines: StateMachineDescription[]; nextToken?: string } {
    const { limit, after } = readPage(page);
    const rows = [...this.journal.machines.values()].toSorted(
      (a, b) => a.created - b.created || (a.arn < b.arn ? -1 : 1),
    );
    const stateMachines = rows.slice(after, after + limit).map((row) => this.toDescription(row));
    return { stateMachines, ...(rows.length > after + limit ? { nextToken: String(after + limit) } : {}) };
  }

  remove(arn: string): void {
    checkArn('stateMachine', arn);
    if (arn.includes('/'))
      throw new StatesApiError('ValidationException', `A Map state is not deleted without its state machine: '${arn}'`);
    this.journal.removeMachine(arn);
  }

  private toDescription(row: MachineRow): StateMachineDescription {
    return {
      stateMachineArn: row.arn,
      name: row.name,
      definition: this.journal.definition(row.definition),
      roleArn: row.role,
      type: 'STANDARD',
      status: 'ACTIVE',
      creationDate: row.created,
      revisionId: row.revision,
    };
  }
}
