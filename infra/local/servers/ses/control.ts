import { z } from 'zod';
import { FaultSchema } from './faults.ts';
import { jsonReply, type Reply, textReply } from './reply.ts';
import { changed, SesChangeSchema } from './settings.ts';
import type { SesState } from './state.ts';

type Control = (state: SesState, body: string) => unknown;

const JsonSchema = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('not JSON');
    return z.NEVER;
  }
});

/** What a test in another process may ask of the server, by method and path. */
const CONTROLS: Record<string, Control> = {
  'GET /_faults': ({ faults }) => faults.list(),
  'PUT /_faults': ({ faults }, body) => {
    faults.set(...JsonSchema.pipe(z.array(FaultSchema)).parse(body));
    return faults.list();
  },
  'DELETE /_faults': ({ faults }) => {
    faults.clear();
    return faults.list();
  },
  'GET /_settings': ({ settings }) => settings,
  'PUT /_settings': (state, body) => {
    state.settings = changed(state.settings, JsonSchema.pipe(SesChangeSchema).parse(body));
    return state.settings;
  },
  'POST /_opens': ({ store, publisher }, body) => {
    const mail = store.find(JsonSchema.pipe(z.strictObject({ messageId: z.string() })).parse(body).messageId);
    if (mail) publisher.open(mail);
    return { opened: mail !== undefined };
  },
  'GET /_accepted': ({ store }) => store.all(),
  'GET /_requests': ({ requests }) => Object.fromEntries(requests),
};

/** The answer of a control; undefined when the path is none of them. */
export function controlReply(state: SesState, route: string, body: string): Reply | undefined {
  const control = Object.hasOwn(CONTROLS, route) ? CONTROLS[route] : undefined;
  if (!control) return undefined;
  try {
    return jsonReply(200, control(state, body));
  } catch (error) {
    if (error instanceof z.ZodError) return textReply(400, z.prettifyError(error));
    throw error;
  }
}
