import { describe, expect, it } from 'vitest';
import { BrokenError, RefusedError, TransientError } from '../../../domain/errors.ts';
import { classify } from '../../../functions/runtime/outcomes.ts';

const named = (name: string, more: object = {}): Error => Object.assign(new Error('something'), { name, ...more });
const answered = (httpStatusCode: number): Error => named('SomeException', { $metadata: { httpStatusCode } });

describe('what a thrown thing means', () => {
  it.each([
    new RefusedError({ code: 'no', text: { id: 'tidak', en: 'no' } }),
    new TransientError('later'),
    new BrokenError('broken'),
  ])('a $name stays what it is', (error) => {
    expect(classify(error)).toBe(error);
  });

  it.each([
    'ThrottlingException',
    'ProvisionedThroughputExceededException',
    'TransactionConflictException',
    'TooManyRequestsException',
    'SlowDown',
    'TimeoutError',
  ])('%s passes by itself, and is tried again', (name) => {
    const error = named(name);

    expect(classify(error)).toMatchObject({ name: 'TransientError', cause: error });
  });

  it.each(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN'])('so does a connection with %s', (code) => {
    expect(classify(named('Error', { code })).name).toBe('TransientError');
  });

  it.each([500, 502, 503, 504, 429])('and whatever a service answers with %i, whatever it calls it', (status) => {
    expect(classify(answered(status)).name).toBe('TransientError');
  });

  it.each([answered(400), answered(403), named('ValidationException'), named('ZodError'), named('TypeError')])(
    'anything else is broken: someone has to look ($name)',
    (error) => {
      expect(classify(error)).toMatchObject({ name: 'BrokenError', cause: error });
    },
  );

  it('a thrown text is broken too', () => {
    expect(classify('no such thing')).toMatchObject({ name: 'BrokenError', message: 'Error: no such thing' });
  });
});
