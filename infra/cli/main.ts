import { Command } from 'commander';
import { addCampaign } from './campaign.ts';
import { addCheck } from './check.ts';
import { addExplain } from './explain.ts';
import { addInspect } from './inspect.ts';
import { addLocal } from './local.ts';
import { addOverride } from './override.ts';
import { addRequests } from './requests.ts';
import { addRuns } from './runs.ts';
import { addSendTest } from './send-test.ts';
import { addSimulate } from './simulate.ts';
import { addUpload } from './upload.ts';
import { addWithdraw } from './withdraw.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

// A reader such as `head` that has seen enough is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const program = new Command('tierwise')
  .description(
    'Grades a shop’s customers by what they really buy, and lets each tier hear from the shop in its own way.',
  )
  .showHelpAfterError()
  .exitOverride();

const COMMANDS = [
  addLocal,
  addUpload,
  addWithdraw,
  addInspect,
  addCheck,
  addRequests,
  addRuns,
  addCampaign,
  addOverride,
  addSimulate,
  addSendTest,
  addExplain,
];
for (const add of COMMANDS) add(program);

try {
  await program.parseAsync();
} catch (error) {
  // Commander has said what is wrong; wrong words end with 2, help and version with 0.
  const code = (error as { exitCode?: number }).exitCode ?? 1;
  process.exitCode = code === 0 ? 0 : 2;
}
