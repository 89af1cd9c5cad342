import { SESServiceException } from '@aws-sdk/client-ses';

/**
 * What one request to SES came to. `refused` and `retry` are definite: no mail went out. `unknown` may have gone out
 * and is never repeated by itself.
 */
export type SendVerdict =
  | { kind: 'sent'; messageId: string }
  | { kind: 'refused'; code: string }
  | { kind: 'retry'; code: string; cause: RetryCause; waitSeconds: number }
  | { kind: 'unknown'; reason: string };

/**
 * `rate`: SES asks us to slow down. `daily`: the quota of 24 hours is used up. `unreached`: SES never took the request
 * up. `account`: what is refused is the account or its set-up, so every other mail would be refused as well. `paused`: SES
 * has stopped the account's sending.
 */
export type RetryCause = 'rate' | 'daily' | 'unreached' | 'account' | 'paused';

/** The SDK's texts and codes are pinned by a contract test over HTTP. */
interface Failure {
  name: string;
  code: string;
  syscall: string;
  message: string;
  status: number;
}

const NOT_CONNECTED = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED']);
const RESET = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);
const TIMED_OUT = new Set(['ETIMEDOUT', 'ESOCKETTIMEDOUT']);
/** 4xx answers that tell of our clock or credentials, not of the mail. */
const NOT_THE_MAIL = new Set([
  'RequestExpired',
  'RequestTimeTooSkewed',
  'ExpiredToken',
  'ExpiredTokenException',
]);
const PAUSED = /^AccountSendingPaused/;
/** Said with `MessageRejected`, too. */
const SUSPENDED = /sending (has been |is )?(suspended|paused|disabled)/i;
/** The only answers that refuse the one mail. Any other would meet all the others as well, and a refusal is final. */
const THE_MAIL = new Set(['MessageRejected', 'InvalidParameterValue']);
/** Rejects no mail but the identity: the sender's, or every recipient's while the account is in the sandbox. */
const NOT_VERIFIED = /not verified/i;
const DAILY = /daily message quota/i;

export function classify(error: unknown): SendVerdict {
  const failure = describe(error);
  if (failure.status >= 200 && failure.status < 300) return { kind: 'sent', messageId: '' };
  if (failure.status >= 500) return { kind: 'unknown', reason: 'http_5xx' };
  if (error instanceof SESServiceException && failure.status >= 400) return answered(failure);
  if (neverConnected(failure)) return retry(failure.code || failure.name, 'unreached', 30);
  return { kind: 'unknown', reason: reasonOf(failure) };
}

function answered({ name, message }: Failure): SendVerdict {
  if (DAILY.test(message)) return retry('DailyQuota', 'daily', 3600);
  if (/^(Throttling|TooManyRequests|LimitExceeded|SlowDown)/.test(name)) return retry(name, 'rate', 1);
  if (NOT_THE_MAIL.has(name)) return retry(name, 'unreached', 30);
  if (PAUSED.test(name) || SUSPENDED.test(message)) return retry(name, 'paused', 3600);
  if (THE_MAIL.has(name) && !NOT_VERIFIED.test(message)) return { kind: 'refused', code: name };
  return retry(name, 'account', 3600);
}

const retry = (code: string, cause: RetryCause, waitSeconds: number): SendVerdict => ({
  kind: 'retry',
  code,
  cause,
  waitSeconds,
});

/** A connect time-out carries the same name and code as a request time-out; only the text tells them apart. */
const neverConnected = ({ name, code, syscall, message }: Failure): boolean =>
  NOT_CONNECTED.has(code) ||
  syscall === 'connect' ||
  name === 'CredentialsProviderError' ||
  message.includes('did not establish a connection');

function reasonOf({ name, code, message }: Failure): string {
  if (RESET.has(code) || /socket hang up|aborted/i.test(message)) return 'reset';
  if (TIMED_OUT.has(code) || name === 'TimeoutError') return 'timeout';
  return 'unclear';
}

const field = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function describe(error: unknown): Failure {
  const status =
    field(field(error, '$response'), 'statusCode') ?? field(field(error, '$metadata'), 'httpStatusCode');
  return {
    name: text(field(error, 'name')),
    code: text(field(error, 'code')),
    syscall: text(field(error, 'syscall')),
    message: text(field(error, 'message')),
    status: typeof status === 'number' ? status : 0,
  };
}
