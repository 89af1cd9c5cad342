import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { buildApp } from '../../infra/app.ts';
import { SETTINGS } from '../../infra/config.ts';

const JsonSchema = z.json();
export type Json = z.infer<typeof JsonSchema>;

const ResourceSchema = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), JsonSchema).default({}),
  Metadata: z.record(z.string(), JsonSchema).default({}),
  DeletionPolicy: z.string().optional(),
});
export type Resource = z.infer<typeof ResourceSchema>;

const TemplateSchema = z.looseObject({
  Resources: z.record(z.string(), ResourceSchema),
  Outputs: z.record(z.string(), z.looseObject({ Value: JsonSchema })).default({}),
});

/** Both stacks of staging, synthesised without bundling and, since it is proved elsewhere, without checks. */
export function synthesise(settings = SETTINGS.staging): { data: Stack; pipeline: Stack } {
  const outdir = mkdtempSync(join(tmpdir(), 'tierwise-synth-'));
  try {
    const assembly = buildApp({ stage: 'staging', settings, bundling: false, checks: false, outdir }).synth();
    const stack = (name: string) => stackOf(assembly.getStackByName(`tierwise-staging-${name}`).template);
    return { data: stack('data'), pipeline: stack('pipeline') };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

export type Stack = ReturnType<typeof stackOf>;

function stackOf(template: unknown) {
  const { Resources, Outputs } = TemplateSchema.parse(template);
  return {
    template: JSON.stringify(template),
    all: Resources,
    outputs: Outputs,
    /** Resources of a type, by logical id. */
    of: (type: string): Record<string, Resource> =>
      Object.fromEntries(Object.entries(Resources).filter(([, { Type }]) => Type === type)),
  };
}

/** Every value of a key, at any depth. */
export function valuesOf(json: Json | undefined, key: string): Json[] {
  if (json === null || typeof json !== 'object') return [];
  if (Array.isArray(json)) return json.flatMap((each) => valuesOf(each, key));
  return Object.entries(json).flatMap(([name, value]) =>
    name === key && value !== undefined ? [value] : valuesOf(value, key),
  );
}

/** A reference as text: `Ref`, `GetAtt`, `Join` and imports reduced to the names that they hold. */
export function textOf(json: Json | undefined): string {
  if (json === undefined || json === null) return '';
  if (typeof json !== 'object') return String(json);
  if (!Array.isArray(json)) {
    const [[name, inner] = ['', null]] = Object.entries(json);
    if (name === 'Fn::Join' && Array.isArray(inner)) return textOf(inner[1] ?? null);
    return textOf(inner ?? null);
  }
  return json.map((each) => textOf(each)).join('');
}

const StatementSchema = z.looseObject({
  Effect: z.string(),
  Action: z.union([z.string(), z.array(z.string())]),
  Resource: JsonSchema,
});

export interface Allowed {
  actions: string[];
  resources: string[];
}

/** What the policies of roles allow, by the policy's logical id. */
export function allowedBy(stack: Stack, type = 'AWS::IAM::Policy'): Record<string, Allowed[]> {
  const policies = Object.entries(stack.of(type)).map(([id, { Properties }]) => {
    const document = z.object({ Statement: z.array(StatementSchema) }).parse(Properties.PolicyDocument);
    return [id, document.Statement.filter(({ Effect }) => Effect === 'Allow').map(allowed)] as const;
  });
  return Object.fromEntries(policies);
}

function allowed({ Action, Resource }: z.infer<typeof StatementSchema>): Allowed {
  const resources = Array.isArray(Resource) ? Resource : [Resource];
  return { actions: [Action].flat(), resources: resources.map((each) => textOf(each)) };
}
