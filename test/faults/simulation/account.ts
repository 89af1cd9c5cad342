import {
  dailyExceeded,
  paused,
  rateExceeded,
  rejected,
  SesError,
} from '../../../infra/local/servers/ses/errors.ts';
import { answerXml, errorXml } from '../../../infra/local/servers/ses/xml.ts';
import type { Reply } from './process.ts';
import type { Random } from './random.ts';

/** A mail that SES took, which is what really goes out. */
export interface Accepted {
  sid: string;
  messageId: string;
  to: string;
}

/** What the SDK's request handler gets and gives. */
export interface HttpRequest {
  body?: unknown;
}
export interface HttpReply {
  response: { statusCode: number; headers: Record<string, string>; body: Uint8Array };
}
type SesReply = Reply<HttpReply>;

const answer = (statusCode: number, body: string): SesReply => ({
  value: { response: { statusCode, headers: { 'content-type': 'text/xml' }, body: Buffer.from(body) } },
});
const refuse = (error: SesError) => (): SesReply => answer(error.status, errorXml(error));
/** Errors as the SDK's own handler shapes them. */
const broken = (ms: number, fields: object) => (): SesReply => ({
  ms,
  error: Object.assign(new Error(), fields),
});

/** The caller is left in doubt: SES may have taken the mail or not. */
const DOUBTS: (() => SesReply)[] = [
  broken(10_000, { name: 'TimeoutError', code: 'ETIMEDOUT' }),
  broken(10_000, { name: 'TimeoutError', code: 'ETIMEDOUT' }),
  broken(5, { name: 'TimeoutError', code: 'ECONNRESET' }),
  broken(5, { name: 'TimeoutError', code: 'EPIPE' }),
  () => answer(500, errorXml(new SesError('InternalFailure', 'We failed.', 500))),
  () => answer(503, 'busy'),
];

/** A definite no: nothing was taken. */
const REFUSALS: (() => SesReply)[] = [
  refuse(rateExceeded()),
  refuse(rateExceeded()),
  refuse(dailyExceeded()),
  refuse(rejected('Message was rejected.')),
  refuse(paused()),
  refuse(new SesError('RequestExpired', 'Request has expired.')),
  broken(5, { code: 'ENOTFOUND', syscall: 'getaddrinfo' }),
  broken(5, { code: 'ECONNREFUSED', syscall: 'connect' }),
  broken(3_000, { name: 'TimeoutError', message: 'the request socket did not establish a connection' }),
];

/** Behind the real client of the SDK, in this process. It knows the truth: what it took. */
export function accountOf(random: Random, share: () => number, onAccepted: (mail: Accepted) => void) {
  const accepted: Accepted[] = [];
  let requests = 0;

  function accept(form: URLSearchParams): string {
    const messageId = `m-${accepted.length + 1}`;
    const mail = { sid: tagOf(form, 'sid'), messageId, to: form.get('Destinations.member.1') ?? '' };
    accepted.push(mail);
    onAccepted(mail);
    return messageId;
  }

  function reply({ body }: HttpRequest): SesReply {
    requests += 1;
    const form = new URLSearchParams(String(body));
    const good = () => answer(200, answerXml('SendRawEmail', { MessageId: accept(form) }));
    if (!random.chance(share())) return good();
    if (random.chance(0.5)) return random.pick(REFUSALS)();
    if (random.chance(0.5)) good();
    return random.pick(DOUBTS)();
  }

  return { accepted, reply, requests: () => requests };
}

/** The mail that a request is about. */
export const sidOf = ({ body }: HttpRequest): string => tagOf(new URLSearchParams(String(body)), 'sid');

function tagOf(form: URLSearchParams, name: string): string {
  for (let n = 1; form.has(`Tags.member.${n}.Name`); n += 1)
    if (form.get(`Tags.member.${n}.Name`) === name) return form.get(`Tags.member.${n}.Value`) ?? '';
  return '';
}
