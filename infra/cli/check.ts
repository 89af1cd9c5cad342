import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { parseOwnPolicy, placedIn, policyHash } from '../../shared/adapters/policy-file.ts';
import { shopRemarks } from '../../shared/adapters/policy-remarks.ts';
import { listsNamed } from '../../shared/domain/policy/offer-lists.ts';
import { proofOf } from '../../shared/domain/policy/scheme.ts';
import { SHIPPED_TEMPLATES } from '../../shared/domain/policy/templates.ts';
import { warningsOf } from '../../shared/domain/policy/warnings.ts';
import { checkLines } from './check-lines.ts';
import { command } from './command.ts';
import { shopAtHand, templatesOf } from './known-templates.ts';
import { mustBeFile } from './stages.ts';

export const addCheck = (program: Command): void =>
  void command(program, 'check <policy>', async (terminal, options, file = '') => {
    const path = resolve(file);
    await mustBeFile(path);
    const text = await readFile(path, 'utf8');
    const shop = await shopAtHand(options);
    const policy = parseOwnPolicy(text, shop ? await templatesOf(shop) : SHIPPED_TEMPLATES);
    const missing = shop ? await shopRemarks({ runs: shop.table, lake: shop.lake })(text, policy) : [];
    const checked = {
      ...{ hash: policyHash(policy), tiers: policy.tiers.length, campaigns: policy.campaigns.length },
      ...{ proof: proofOf(policy), warnings: [...placedIn(text, warningsOf(policy)), ...missing] },
      unseenLists: shop ? [] : listsNamed(policy),
    };
    const { proof, ...rest } = checked;
    const { neverWins: _none, ...proven } = proof;
    terminal.result({ ok: true, ...rest, ...proven }, checkLines(checked, terminal));
  });
