import { openClaimRoom } from '../../shared/adapters/claim-room.ts';
import { ClaimedSchema, ClaimSchema } from '../../shared/contract/steps.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import { logWord, settings, step } from '../../shared/runtime/step.ts';
import { claim } from './step.ts';

export const handler = step('claim', ClaimSchema, ClaimedSchema, (input) => {
  const names = settings('RUNS_TABLE', 'LAKE_BUCKET', 'RESULTS_BUCKET', 'APPLY_MACHINE_ARN');
  const expired = () => logWord('claim', 'planExpired');
  return claim({ ...openClaimRoom(names, defaultPolicyText()), expired })(input);
});
