/** A fixed port that another program holds. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
  readonly port: number;
  constructor(use: string, port: number) {
    super(`Port ${port} (${use}) is taken by another program; stop it or choose another port.`);
    this.port = port;
  }
}

/** No usable Java: DynamoDB Local is a Java program. */
export class JavaMissingError extends Error {
  override readonly name = 'JavaMissingError';
  constructor(detail: string) {
    super(`Java 17 or newer is needed for DynamoDB Local, but \`java\` ${detail}.`);
  }
}

/** Another living runtime works in the same state folder. */
export class StateFolderLockedError extends Error {
  override readonly name = 'StateFolderLockedError';
  constructor(folder: string, pid: number) {
    super(`The state folder ${folder} is in use by process ${pid}; stop that one first.`);
  }
}

/** The templates use something that SUPPORT.md does not list. All findings at once, one per line. */
export class UnsupportedTemplateError extends Error {
  override readonly name = 'UnsupportedTemplateError';
  readonly findings: readonly string[];
  constructor(findings: readonly string[]) {
    super(`The template uses what the one-machine runtime does not support:\n${findings.join('\n')}`);
    this.findings = findings;
  }
}

/** The assembly in cdk.out is missing, incomplete or refers to something that does not exist. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}
