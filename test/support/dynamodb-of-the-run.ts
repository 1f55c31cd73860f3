import type { TestProject } from 'vitest/node';
import { startDynamoDbInMemory } from '../../local/services/dynamodb/process.ts';

declare module 'vitest' {
  interface ProvidedContext {
    dynamoDbPort: number;
  }
}

/** AWS's own DynamoDB Local (Java 17 or newer), in memory: one for all files of a run, because a start costs seconds and the first calls are slow. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const database = await startDynamoDbInMemory();
  project.provide('dynamoDbPort', database.port);
  return () => database.stop();
}
