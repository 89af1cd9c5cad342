import { Stack, Token } from 'aws-cdk-lib';
import { type ManagedPolicy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/**
 * Allows actions on resources. A resource that ends in `*` needs a reason, which stands for cdk-nag beside it; without
 * one the synthesis fails.
 */
export function allow(
  to: Role | ManagedPolicy,
  actions: readonly string[],
  resources: readonly string[],
  whyWildcard?: string,
): void {
  const statement = new PolicyStatement({ actions: [...actions], resources: [...resources] });
  if ('addToPrincipalPolicy' in to) to.addToPrincipalPolicy(statement);
  else to.addStatements(statement);
  if (whyWildcard !== undefined) for (const resource of resources) explainWildcard(to, resource, whyWildcard);
}

/** Allows actions on the items of one partition of a table, and on no other. */
export function allowItems(to: Role, actions: readonly string[], table: string, partition: string): void {
  const onlyThere = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [partition] } };
  to.addToPrincipalPolicy(
    new PolicyStatement({ actions: [...actions], resources: [table], conditions: onlyThere }),
  );
}

/** Gives the reason for a `*` that the construct library or `allow` wrote into a policy below `construct`. */
export function explainWildcard(construct: IConstruct, resource: string, reason: string): void {
  acknowledge(construct, `IAM5[Resource::${flat(Stack.of(construct).resolve(resource))}]`, reason);
}

/** The value as the other stack imports it, known before the synthesis. */
export const across = (owner: Stack, value: string): string =>
  Token.isUnresolved(value) ? owner.exportValue(value) : value;

/** A reference the way cdk-nag writes it in the ids of its findings. */
function flat(value: unknown): string {
  if (typeof value === 'string') return value;
  const [entry] = Object.entries(value ?? {});
  if (entry === undefined) return '';
  const [name, inner] = entry;
  if (name === 'Ref') return `<${flat(inner)}>`;
  if (name === 'Fn::ImportValue') return flat(inner);
  if (!Array.isArray(inner)) return JSON.stringify(value);
  if (name === 'Fn::GetAtt') return `<${inner.map(flat).join('.')}>`;
  const [delimiter, items] = inner;
  return name === 'Fn::Join' && Array.isArray(items)
    ? items.map(flat).join(delimiter)
    : JSON.stringify(value);
}
