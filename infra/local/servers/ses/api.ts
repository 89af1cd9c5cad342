import { SesError } from './errors.ts';
import { READS } from './reads.ts';
import { type Reply, xmlReply } from './reply.ts';
import { sendRawEmail } from './send.ts';
import type { SesState } from './state.ts';
import { answerXml, errorXml } from './xml.ts';

const VERSION = '2010-12-01';

/** One call of the query API: the form's `Action` says which. */
export function callApi(state: SesState, form: string): Reply {
  const parameters = new URLSearchParams(form);
  const action = parameters.get('Action') ?? '';
  state.requests.set(action, (state.requests.get(action) ?? 0) + 1);
  try {
    return answer(state, action, parameters);
  } catch (error) {
    if (error instanceof SesError) return xmlReply(error.status, errorXml(error));
    throw error;
  }
}

function answer(state: SesState, action: string, parameters: URLSearchParams): Reply {
  if (action === 'SendRawEmail') return sendRawEmail(state, parameters);
  const read = Object.hasOwn(READS, action) ? READS[action] : undefined;
  if (!read) {
    throw new SesError('InvalidAction', `Could not find operation ${action} for version ${VERSION}`);
  }
  return xmlReply(200, answerXml(action, read(state, parameters)));
}
