import { Command } from 'commander';
import { addCommands } from './commands.ts';

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

await addCommands(program, process.argv[2]);

try {
  await program.parseAsync();
} catch (error) {
  // Commander has said what is wrong; wrong words end with 2, help and version with 0.
  const code = (error as { exitCode?: number }).exitCode ?? 1;
  process.exitCode = code === 0 ? 0 : 2;
}
