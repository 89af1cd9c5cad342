import { z } from 'zod';
import type { Json } from '../asl/schema.ts';

/** How EventBridge shapes an event for a target. */
export const TransformerSchema = z.strictObject({
  InputPathsMap: z.record(z.string(), z.string()).default({}),
  InputTemplate: z.string(),
});
export type Transformer = z.infer<typeof TransformerSchema>;

/** What a target gets of an event. A placeholder within quotes becomes part of the text, elsewhere a JSON value. */
export function transform({ InputPathsMap, InputTemplate }: Transformer, event: unknown): Json {
  const valueFor = (name: string): unknown => {
    const path = InputPathsMap[name];
    if (path === undefined) throw new Error(`the input template names <${name}>, which has no path`);
    return at(path, event);
  };
  return z.json().parse(JSON.parse(filled(InputTemplate, valueFor)));
}

function filled(template: string, valueFor: (name: string) => unknown): string {
  let quoted = false;
  return template.replace(/\\.|"|<([^<>\s]+)>/g, (found, name: string | undefined) => {
    if (found === '"') quoted = !quoted;
    if (name === undefined) return found;
    const value = valueFor(name);
    if (!quoted) return JSON.stringify(value ?? null);
    return typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value ?? '');
  });
}

/** A JSON path of plain names: `$.detail.object.key`. */
function at(path: string, event: unknown): unknown {
  if (!/^\$(\.[\w-]+)*$/.test(path)) throw new Error(`the input path ${path} is more than names`);
  return path
    .split('.')
    .slice(1)
    .reduce<unknown>(
      (value, name) => (value !== null && typeof value === 'object' ? Reflect.get(value, name) : undefined),
      event,
    );
}
