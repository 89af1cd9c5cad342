import { SESServiceException } from '@aws-sdk/client-ses';
import { describe, expect, it } from 'vitest';
import { classify } from '../../../shared/adapters/ses-verdict.ts';

const answered = (status: number, name: string, message = '') =>
  new SESServiceException({
    name,
    message,
    $fault: status < 500 ? 'client' : 'server',
    $metadata: { httpStatusCode: status },
  });
const failed = (fields: object, message = '') => Object.assign(new Error(message), fields);

describe('what a failed request to SES means', () => {
  it.each([
    ['rate', answered(400, 'Throttling', 'Maximum sending rate exceeded.'), 'retry rate'],
    ['rate, newer name', answered(400, 'ThrottlingException'), 'retry rate'],
    ['daily quota', answered(454, 'Throttling', 'Daily message quota exceeded.'), 'retry daily'],
    ['a mail that SES rejects', answered(400, 'MessageRejected'), 'refused MessageRejected'],
    [
      'a sender, or in the sandbox a recipient, that is not verified',
      answered(400, 'MessageRejected', 'Email address is not verified. The following identities failed'),
      'retry account',
    ],
    [
      'a bounce domain that is not verified',
      answered(400, 'MailFromDomainNotVerifiedException'),
      'retry account',
    ],
    ['a parameter', answered(400, 'InvalidParameterValue'), 'refused InvalidParameterValue'],
    ['a clock that is wrong', answered(400, 'RequestExpired'), 'retry unreached'],
    [
      'an account whose sending is suspended',
      answered(400, 'MessageRejected', 'Sending suspended for this account. For more information, ...'),
      'retry paused',
    ],
    ['a refusal that nobody knows', answered(400, 'SomethingThatSesHasAdded'), 'retry account'],
    ['a refusal without a name', answered(403, ''), 'retry account'],
    ['a tag or a header that the account may not use', answered(400, 'ValidationError'), 'retry account'],
    ['sending paused', answered(400, 'AccountSendingPausedException'), 'retry paused'],
    ['no configuration set', answered(400, 'ConfigurationSetDoesNotExist'), 'retry account'],
    ['no permission', answered(403, 'AccessDenied'), 'retry account'],
    ['a server error', answered(500, 'InternalFailure'), 'unknown http_5xx'],
    ['an unavailable service', answered(503, 'ServiceUnavailable'), 'unknown http_5xx'],
    ['no name server', failed({ code: 'ENOTFOUND', syscall: 'getaddrinfo' }), 'retry unreached'],
    ['nobody listening', failed({ code: 'ECONNREFUSED', syscall: 'connect' }), 'retry unreached'],
    ['no route', failed({ code: 'EHOSTUNREACH', syscall: 'connect' }), 'retry unreached'],
    [
      'a connect time-out',
      failed(
        { name: 'TimeoutError', code: 'ETIMEDOUT' },
        'Socket timed out, did not establish a connection within 3000 ms',
      ),
      'retry unreached',
    ],
    ['no credentials', failed({ name: 'CredentialsProviderError' }), 'retry unreached'],
    ['a reset', failed({ name: 'TimeoutError', code: 'ECONNRESET', syscall: 'read' }), 'unknown reset'],
    ['a broken pipe', failed({ code: 'EPIPE', syscall: 'write' }), 'unknown reset'],
    ['a request time-out', failed({ name: 'TimeoutError', code: 'ETIMEDOUT' }), 'unknown timeout'],
    ['an accepted mail without a readable answer', failed({ $response: { statusCode: 200 } }), 'sent '],
    ['an unreadable refusal', failed({ $response: { statusCode: 408 } }), 'unknown unclear'],
    ['anything else', 'what?', 'unknown unclear'],
  ])('%s', (_, error, expected) => {
    const v = classify(error);
    const detail = { sent: '', refused: '', unknown: '', retry: '' };
    if (v.kind === 'refused') detail.refused = v.code;
    if (v.kind === 'unknown') detail.unknown = v.reason;
    if (v.kind === 'retry') detail.retry = v.cause;
    expect(`${v.kind} ${detail[v.kind]}`).toBe(expected);
  });
});
