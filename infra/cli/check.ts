import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { parsePolicy, policyHash } from '../../shared/adapters/policy-file.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { command } from './command.ts';
import { mustBeFile } from './stages.ts';

export const addCheck = (program: Command): void =>
  void command(
    program,
    'check <policy>',
    'prove a policy, or name its faults with their lines',
    async (terminal, _, file = '') => {
      const path = resolve(file);
      await mustBeFile(path);
      const policy = parsePolicy(await readFile(path, 'utf8'));
      const said = both(
        `The policy holds: ${policy.tiers.length} tiers, ${policy.campaigns.length} campaigns.`,
        `策略有效：${policy.tiers.length} 个等级，${policy.campaigns.length} 个活动。`,
      );
      terminal.result({ ok: true, hash: policyHash(policy) }, [said[terminal.language]]);
    },
  );
