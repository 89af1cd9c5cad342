import { z } from 'zod';
import { arnOf, physicalName, REF_IS_ARN, type Template } from './template.ts';

/** Resolves a property of a template to its local value. */
export type Resolve = (value: unknown) => unknown;

export interface Surroundings {
  templates: readonly Template[];
  /** The local address of a function that has a URL. */
  functionUrl(functionName: string): string;
}

const PSEUDO: Record<string, string> = {
  'AWS::Region': 'local',
  'AWS::AccountId': '000000000000',
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** The resolver of one template; imports are looked up in the outputs of the others. */
export function resolverOf(template: Template, around: Surroundings): Resolve {
  const resolve: Resolve = (value) => {
    if (Array.isArray(value)) return value.map(resolve);
    if (value === null || typeof value !== 'object') return value;
    const entries = Object.entries(value);
    const [name = '', argument] = entries[0] ?? [];
    if (entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::'))) return call(name, argument);
    return Object.fromEntries(entries.map(([key, each]) => [key, resolve(each)]));
  };
  const call = (name: string, argument: unknown): unknown => {
    if (name === 'Ref') return ref(template, z.string().parse(argument));
    if (name === 'Fn::GetAtt') return attribute(template, argument, around, resolve);
    if (name === 'Fn::Join') return join(resolve(argument));
    if (name === 'Fn::Sub') return substitute(template, argument, around, resolve);
    if (name === 'Fn::Select') return select(resolve(argument));
    if (name === 'Fn::Split') return split(resolve(argument));
    if (name === 'Fn::ImportValue') return imported(z.string().parse(resolve(argument)), around);
    throw new Error(`the template uses ${name}, which the local cloud does not know`);
  };
  return resolve;
}

function ref(template: Template, id: string): unknown {
  if (PSEUDO[id] !== undefined) return PSEUDO[id];
  const resource = template.Resources[id];
  if (resource) {
    const name = physicalName(id, resource);
    return REF_IS_ARN.has(resource.Type) ? arnOf(resource.Type, name) : name;
  }
  const parameter = template.Parameters[id];
  if (parameter?.Default === undefined) throw new Error(`Ref names ${id}, which the template lacks`);
  return parameter.Default;
}

function attribute(template: Template, argument: unknown, around: Surroundings, resolve: Resolve): string {
  const path = typeof argument === 'string' ? argument.split('.') : z.array(z.string()).parse(argument);
  const [id = '', name = ''] = path;
  const resource = template.Resources[id];
  if (!resource) throw new Error(`Fn::GetAtt names ${id}, which the template lacks`);
  const own = physicalName(id, resource);
  if (name === 'Arn' || name === 'TopicArn') return arnOf(resource.Type, own);
  if (name === 'Name') return own;
  if (name === 'FunctionUrl') {
    const target = z.string().parse(resolve(resource.Properties.TargetFunctionArn));
    return around.functionUrl(target.split(':').at(-1) ?? '');
  }
  throw new Error(`the local cloud does not know the attribute ${name} of ${resource.Type}`);
}

function join(argument: unknown): string {
  const [separator, parts] = z.tuple([z.string(), z.array(z.string())]).parse(argument);
  return parts.join(separator);
}

function split(argument: unknown): string[] {
  const [separator, text] = z.tuple([z.string(), z.string()]).parse(argument);
  return text.split(separator);
}

function select(argument: unknown): unknown {
  const [index, list] = z.tuple([z.coerce.number(), z.array(z.unknown())]).parse(argument);
  if (index >= list.length) throw new Error(`Fn::Select takes element ${index} of ${list.length}`);
  return list[index];
}

const SubSchema = z.union([z.tuple([z.string(), z.record(z.string(), z.unknown())]), z.string()]);

function substitute(template: Template, argument: unknown, around: Surroundings, resolve: Resolve): string {
  const parsed = SubSchema.parse(argument);
  const [text, given] = typeof parsed === 'string' ? [parsed, {}] : parsed;
  return text.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (Object.hasOwn(given, name)) return String(resolve(given[name]));
    return String(name.includes('.') ? attribute(template, name, around, resolve) : ref(template, name));
  });
}

function imported(name: string, around: Surroundings): unknown {
  for (const template of around.templates) {
    const resolve = resolverOf(template, around);
    for (const { Export, Value } of Object.values(template.Outputs)) {
      if (Export && resolve(Export.Name) === name) return resolve(Value);
    }
  }
  throw new Error(`no template exports ${name}`);
}
