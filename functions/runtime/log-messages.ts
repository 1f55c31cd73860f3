/** The catalogue of log messages: one code and one sentence each. Fields carry ids, counts and amounts, never a name, address, NIK or secret. */
export const LOG = {
  stepDone: { code: 'STEP_DONE', message: 'A step ended' },
  stepRefused: { code: 'STEP_REFUSED', message: 'A step refused what it was given' },
  stepFailed: { code: 'STEP_FAILED', message: 'A step failed' },
  httpAnswered: { code: 'HTTP_ANSWERED', message: 'A call was answered' },
  httpRefused: { code: 'HTTP_REFUSED', message: 'A call was refused' },
  httpFailed: { code: 'HTTP_FAILED', message: 'A call failed' },
  tokenGone: { code: 'TOKEN_GONE', message: 'The task token was answered or closed before; what is stored stands' },
  repairActed: { code: 'REPAIR_ACTED', message: 'Repair finished what a crash had left' },
  repairAlarm: { code: 'REPAIR_ALARM', message: 'Repair found an execution that did not reach its end' },
  mailSent: { code: 'MAIL_SENT', message: 'A mail was handed to the mail service' },
  mailDelayed: { code: 'MAIL_DELAYED', message: 'The mail service refused for now; the mail stays in the outbox' },
  mailGivenUp: { code: 'MAIL_GIVEN_UP', message: 'A mail could not be sent for days and is tried no more' },
  nudgeLost: { code: 'NUDGE_LOST', message: 'The mail sender could not be woken; repair will' },
  levelHeld: { code: 'LEVEL_HELD', message: 'A level passed its end undecided and holds once; people should be asked' },
  levelEmpty: { code: 'LEVEL_EMPTY', message: 'Separation of duties leaves too few persons for a level' },
  escalationBarred: { code: 'ESCALATION_BARRED', message: 'The escalation target may not decide on this level' },
  startLeft: { code: 'START_LEFT', message: 'A stored revision could not be started; repair will' },
  tokenUntold: { code: 'TOKEN_UNTOLD', message: 'The waiting state could not be told; repair will' },
  linkUnknown: { code: 'LINK_UNKNOWN', message: 'A link that does not exist was opened' },
} as const satisfies Record<string, { code: string; message: string }>;
export type LogEntry = (typeof LOG)[keyof typeof LOG];
