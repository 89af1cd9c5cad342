import type { Command } from 'commander';

type Add = (program: Command) => void;

/** Every command's module by the first word that it answers to; modules are loaded when their command is called. */
const MODULES: Record<string, () => Promise<Add>> = {
  explain: async () => (await import('./explain.ts')).addExplain,
  runs: async () => (await import('./runs.ts')).addRuns,
  simulate: async () => (await import('./simulate.ts')).addSimulate,
  run: async () => (await import('./requests.ts')).addRequests,
  rollback: async () => (await import('./roll-back.ts')).addRollBack,
  override: async () => (await import('./override.ts')).addOverride,
  export: async () => (await import('./export.ts')).addExport,
  erase: async () => (await import('./erase.ts')).addErase,
  campaign: async () => (await import('./campaign.ts')).addCampaign,
  'send-test': async () => (await import('./send-test.ts')).addSendTest,
  local: async () => (await import('./local.ts')).addLocal,
  upload: async () => (await import('./upload.ts')).addUpload,
  withdraw: async () => (await import('./withdraw.ts')).addWithdraw,
  inspect: async () => (await import('./inspect.ts')).addInspect,
  check: async () => (await import('./check.ts')).addCheck,
  capacity: async () => (await import('./capacity.ts')).addCapacity,
  doctor: async () => (await import('./doctor.ts')).addDoctor,
  parity: async () => (await import('./parity.ts')).addParity,
};

const SAME_MODULE: Record<string, string> = { approve: 'run', reject: 'run', trust: 'rollback' };

/** Adds the command of that word, or all of them where the word is none, so that help names every one. */
export async function addCommands(program: Command, word = ''): Promise<void> {
  const named = MODULES[SAME_MODULE[word] ?? word];
  for (const load of named ? [named] : Object.values(MODULES)) (await load())(program);
}
