import { createHash } from 'node:crypto';
import { type Bilingual, both } from '../domain/bilingual.ts';
import { checkPolicy } from '../domain/policy/check.ts';
import { type Fault, faultsOf } from '../domain/policy/fault.ts';
import { hiddenKeys } from '../domain/policy/hidden-keys.ts';
import { type Policy, PolicySchema } from '../domain/policy/schema.ts';
import { Refusal } from '../domain/refusal.ts';
import { faultLines, placeRemarks, readYaml, type YamlFault } from './yaml-file.ts';

/** One thing to mend in a policy file. */
export type PolicyFault = YamlFault;

export type PolicyReading = { policy: Policy } | { faults: PolicyFault[] };

/** Reads a policy file; without `templates` any template name is taken. Lists every fault, not only the first. */
export function readPolicy(text: string, templates?: readonly string[]): PolicyReading {
  const read = readYaml(text, (value) => checked(value, templates));
  return 'value' in read ? { policy: read.value } : read;
}

/** The policy in a YAML text; throws a Refusal E_POLICY that lists every fault with its line. */
export const parsePolicy = (text: string, templates?: readonly string[]): Policy =>
  mustBePolicy(
    readPolicy(text, templates),
    both(
      'Mend these lines and upload the file again; until then the policy in use stays.',
      '请修改以上各行后重新上传；在此之前，仍沿用当前策略。',
    ),
  );

/** A policy that lies on this machine, as an upload of it would be judged; throws as `parsePolicy` does. */
export const parseOwnPolicy = (text: string, templates?: readonly string[]): Policy =>
  mustBePolicy(readPolicy(text, templates), both('Mend these lines.', '请修改以上各行。'));

function mustBePolicy(read: PolicyReading, remedy: Bilingual): Policy {
  if ('policy' in read) return read.policy;
  const list = faultLines(read.faults);
  throw new Refusal(
    'E_POLICY',
    both(`The policy cannot be used:\n${list.en}\n`, `策略文件无法使用：\n${list['zh-CN']}\n`),
    remedy,
  );
}

/** Where remarks on a policy stand in its YAML text. */
export const placedIn = (text: string, remarks: Fault[]): PolicyFault[] => placeRemarks(text, remarks);

/** 16 hex digits that tell two policies apart; comments, layout and the order of keys do not matter. */
export function policyHash(policy: Policy): string {
  return createHash('sha256').update(canonical(policy)).digest('hex').slice(0, 16);
}

function checked(value: unknown, templates?: readonly string[]) {
  const hidden = hiddenKeys(value);
  if (hidden.length > 0) return hidden;
  const shape = PolicySchema.safeParse(value, { reportInput: true });
  if (!shape.success) return faultsOf(shape.error, PolicySchema);
  const faults = checkPolicy(shape.data, templates);
  return faults.length > 0 ? faults : { value: shape.data };
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
}
