import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { listen } from '../listen.ts';
import { callApi } from './api.ts';
import { readBody } from './body.ts';
import { controlReply } from './control.ts';
import { type Destination, withDestination } from './destinations.ts';
import type { Faults } from './faults.ts';
import { inboxReply } from './inbox/routes.ts';
import { type Reply, send, textReply } from './reply.ts';
import { changed, type SesChange, withName } from './settings.ts';
import { openState, type SesState, type SesStateOptions } from './state.ts';
import type { AcceptedMail } from './store.ts';
import { v2Reply } from './v2.ts';

export interface SesOptions extends SesStateOptions {
  port?: number;
  /** Stands around the whole server, for instance to kill the process at a certain request. */
  wrap?: (listener: RequestListener) => RequestListener;
}

export interface Ses {
  url: string;
  inboxUrl: string;
  faults: Faults;
  configure(change: SesChange): void;
  /** Verifies an address or a domain. The first one ends the state in which every sender is verified. */
  createIdentity(identity: string): void;
  /** The first one ends the state in which every configuration set exists. */
  createConfigurationSet(name: string): void;
  /** The first one ends the state in which every configuration set tells everything both ways. */
  createDestination(destination: Destination): void;
  /** Mails that were accepted, oldest first: the truth. */
  accepted(): AcceptedMail[];
  /** How many mails were accepted for each value of the tag `sid`. */
  acceptedBySid(): Map<string, number>;
  /** The accepted mail's bytes. */
  raw(messageId: string): Buffer | undefined;
  sentCount(): number;
  /** How many requests arrived for an action, also those that broke. */
  requestCount(action: string): number;
  /** Somebody's mail program loads the mail's pictures. */
  open(messageId: string): void;
  /** Publishes the events that an earlier process left behind. */
  resume(): void;
  /** Resolves when every event was handed on. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** A local SES: the query API that the SDK speaks, the mailbox simulator, events, faults, and an inbox to read. */
export async function startSes(options: SesOptions): Promise<Ses> {
  const state = openState(options);
  const listener: RequestListener = (request, response) => void serve(state, request, response);
  const server = await listen(options.wrap?.(listener) ?? listener, options.port);
  return {
    url: server.url,
    inboxUrl: `${server.url}/inbox`,
    ...controls(state),
    close: async () => {
      await server.close();
      await state.publisher.close();
      state.store.close();
    },
  };
}

function controls(state: SesState): Omit<Ses, 'url' | 'inboxUrl' | 'close'> {
  const configure = (change: SesChange) => {
    state.settings = changed(state.settings, change);
  };
  return {
    faults: state.faults,
    configure,
    createIdentity: (name) =>
      configure({ identities: withName(state.settings.identities, name.toLowerCase()) }),
    createConfigurationSet: (name) =>
      configure({ configurationSets: withName(state.settings.configurationSets, name) }),
    createDestination: (one) =>
      configure({ destinations: withDestination(state.settings.destinations, one) }),
    accepted: () => state.store.all(),
    acceptedBySid: () => countBySid(state.store.all()),
    raw: (messageId) => state.store.raw(messageId),
    sentCount: () => state.store.count,
    requestCount: (action) => state.requests.get(action) ?? 0,
    open: (messageId) => {
      const mail = state.store.find(messageId);
      if (mail) state.publisher.open(mail);
    },
    resume: () => state.publisher.resume(state.store.all()),
    settled: () => state.publisher.settled(),
  };
}

function countBySid(mails: AcceptedMail[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { tags } of mails) {
    if (tags.sid !== undefined) counts.set(tags.sid, (counts.get(tags.sid) ?? 0) + 1);
  }
  return counts;
}

async function serve(state: SesState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    send(response, await answer(state, request));
  } catch (error) {
    // A broken mail must not stop the server; the caller sees that it failed, without its content.
    send(response, textReply(500, error instanceof Error ? error.name : 'error'));
  }
}

/** Names that only this computer answers to; another one means a foreign page reaches in. */
const OWN_NAMES = ['127.0.0.1', 'localhost'];

async function answer(state: SesState, request: IncomingMessage): Promise<Reply> {
  const body = await readBody(request);
  if (body === undefined) return textReply(413, 'Request entity too large');
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
  if (!OWN_NAMES.includes(url.hostname)) return textReply(421, 'Misdirected request');
  const route = `${request.method} ${url.pathname}`;
  if (route === 'POST /') return callApi(state, body);
  const found =
    controlReply(state, route, body) ??
    v2Reply(state, route) ??
    (request.method === 'GET' ? await inboxReply(state, request, url) : undefined);
  return found ?? textReply(404, 'Not found');
}
