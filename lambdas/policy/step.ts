import type { ObjectCreated } from '../../shared/contract/intake.ts';
import type { PolicyAnswer } from '../../shared/contract/policy-answer.ts';
import { type Timing, timingOf } from '../../shared/domain/policy/rhythm.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { uploadOrder } from '../../shared/domain/upload-order.ts';

type Checked = { policy: Policy; hash: string } | { faults: PolicyAnswer['faults'] };

export interface PolicyDependencies {
  answerId(key: string, versionId: string): string;
  read(key: string, versionId: string): Promise<string>;
  check(text: string, templates: readonly string[]): Checked;
  /** What a valid policy names and the shop has not. */
  remarks(text: string, policy: Policy): Promise<PolicyAnswer['remarks']>;
  /** The mail templates that a policy may name. */
  templates(): Promise<readonly string[]>;
  keep(hash: string, text: string): Promise<void>;
  adopt(hash: string, order: string): Promise<boolean>;
  inUse(): Promise<{ policy: Policy; hash: string }>;
  retime(timing: Timing): Promise<void>;
  answer(answer: PolicyAnswer): Promise<void>;
}

/** Takes an uploaded policy into use if it is valid, and answers in any case. One with faults changes nothing. */
export const policy =
  (deps: PolicyDependencies) =>
  async (event: ObjectCreated): Promise<PolicyAnswer> => {
    const { key, 'version-id': versionId } = event.detail.object;
    const text = await deps.read(key, versionId);
    const checked = deps.check(text, await deps.templates());
    const upload = { answerId: deps.answerId(key, versionId), key, versionId, uploadedAt: event.time };
    const answer: PolicyAnswer = { ...upload, kind: 'policy', ...(await judged(deps, checked, text, event)) };
    await deps.answer(answer);
    return answer;
  };

type Judged = Pick<PolicyAnswer, 'status' | 'hash' | 'faults' | 'remarks'>;

async function judged(
  deps: PolicyDependencies,
  checked: Checked,
  text: string,
  event: ObjectCreated,
): Promise<Judged> {
  if ('faults' in checked) return { status: 'refused', hash: null, faults: checked.faults, remarks: [] };
  const remarks = await deps.remarks(text, checked.policy);
  return { ...(await takeIntoUse(deps, checked.hash, text, event)), faults: [], remarks };
}

async function takeIntoUse(deps: PolicyDependencies, hash: string, text: string, event: ObjectCreated) {
  await deps.keep(hash, text);
  const { sequencer, 'version-id': versionId } = event.detail.object;
  const adopted = await deps.adopt(hash, uploadOrder({ time: event.time, sequencer, versionId }));
  if (adopted) await followRhythm(deps);
  return { status: adopted ? ('accepted' as const) : ('superseded' as const), hash };
}

/** Sets the schedule by the policy in use, and once more if another one came into use meanwhile. */
async function followRhythm(deps: PolicyDependencies): Promise<void> {
  for (let set = ''; ; ) {
    const { policy: inUse, hash } = await deps.inUse();
    if (hash === set) return;
    await deps.retime(timingOf(inUse));
    set = hash;
  }
}
