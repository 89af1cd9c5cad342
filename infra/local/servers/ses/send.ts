import { randomUUID } from 'node:crypto';
import { acceptsMail, refusalOf } from './faults.ts';
import { stamped, subjectOf } from './headers.ts';
import { type Reply, spoilt, xmlReply } from './reply.ts';
import { readSendRequest, type SendRequest } from './request.ts';
import { checkSend } from './rules.ts';
import type { SesState } from './state.ts';
import { answerXml } from './xml.ts';

/** SendRawEmail, with the fault that waits for it. */
export function sendRawEmail(state: SesState, parameters: URLSearchParams): Reply {
  const request = readSendRequest(parameters, state.settings.maxMessageBytes);
  const fault = state.faults.take(request.destinations);
  const refusal = fault && refusalOf(fault);
  if (refusal) throw refusal;
  if (fault && !acceptsMail(fault)) return spoilt(fault, xmlReply(200, ''));
  const good = xmlReply(200, answerXml('SendRawEmail', { MessageId: accept(state, request) }));
  return fault ? spoilt(fault, good) : good;
}

function accept(state: SesState, request: SendRequest): string {
  checkSend(state.settings, request);
  state.quota.check(state.settings, request.destinations.length);
  const at = state.clock();
  const messageId = newMessageId(at);
  const raw = stamped(request.message, messageId, at);
  const { source, destinations, configurationSet, tags, message } = request;
  const mail = { messageId, at: at.toISOString(), source, destinations, configurationSet, tags };
  const accepted = { ...mail, subject: subjectOf(message), bytes: raw.length };
  state.store.accept(accepted, raw);
  state.quota.record(destinations.length);
  state.publisher.publish(accepted);
  return messageId;
}

/** Shaped as SES shapes them: the time in hexadecimal, a UUID, a counter that is always zero. */
function newMessageId(at: Date): string {
  return `${at.getTime().toString(16).padStart(16, '0')}-${randomUUID()}-000000`;
}
