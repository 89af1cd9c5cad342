import jsonata from 'jsonata';
import { StateError } from './errors.ts';
import type { Json } from './schema.ts';

/** What expressions of a state may look at: `$states` and the machine's variables. */
export interface Scope {
  states: { input: Json; context: Json; result?: Json; errorOutput?: Json };
  variables: Record<string, Json>;
}

const WRAPPED = /^\{%([\s\S]*)%\}$/;
const compiled = new Map<string, jsonata.Expression>();

/** Replaces every `{% expression %}` in a template by its value; all other values stay as they are. */
export async function evaluate(template: Json, scope: Scope): Promise<Json> {
  if (typeof template === 'string') return valueFrom(template, scope);
  if (Array.isArray(template)) return Promise.all(template.map((each) => evaluate(each, scope)));
  if (template === null || typeof template !== 'object') return template;
  const entries = Object.entries(template).map(async ([k, v]) => [k, await evaluate(v, scope)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function valueFrom(text: string, scope: Scope): Promise<Json> {
  const source = WRAPPED.exec(text)?.[1];
  if (source === undefined) return text;
  const value: unknown = await computed(source, scope);
  if (value === undefined) throw failed(text, 'returned nothing');
  // JSONata's sequences carry marks of their own; a state's data is plain JSON.
  return JSON.parse(JSON.stringify(value));
}

/** Step Functions adds `$parse`, which reads JSON. */
function compile(source: string): jsonata.Expression {
  const expression = jsonata(source);
  expression.registerFunction('parse', (text: string) => JSON.parse(text), '<s:x>');
  return expression;
}

async function computed(source: string, scope: Scope): Promise<unknown> {
  try {
    const expression = compiled.get(source) ?? compile(source);
    compiled.set(source, expression);
    return await expression.evaluate(undefined, { ...scope.variables, states: scope.states });
  } catch (error) {
    const why = error instanceof Error ? error.message : JSON.stringify(error);
    throw failed(source, why);
  }
}

const failed = (source: string, why: string) =>
  new StateError('States.QueryEvaluationError', `the expression ${source.trim()} ${why}`);
