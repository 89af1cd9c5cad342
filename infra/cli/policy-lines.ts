import type { PolicyAnswer } from '../../shared/contract/policy-answer.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import type { Terminal } from './terminal.ts';

const STATUS: Record<PolicyAnswer['status'], Bilingual> = {
  accepted: both('  ✓ The policy is in use.', '  ✓ 策略已启用。'),
  superseded: both(
    '  ✓ The policy is valid, but a newer one is in use.',
    '  ✓ 策略有效，但已有更新的策略在用。',
  ),
  refused: both('  ✗ The policy has faults; the one in use stays.', '  ✗ 策略有错误，仍沿用当前策略。'),
};

/** What became of an uploaded policy, with the place of every fault or remark. */
export function policyLines({ status, faults, remarks }: PolicyAnswer, { language }: Terminal): string[] {
  const named = [...faults, ...remarks].map(({ line, column, message }) => placed(line, column, message));
  return [STATUS[status], ...named].map((text) => text[language]);
}

/** A fault at its place in a YAML file, as an editor shows it. */
export const placed = (line: number, column: number, message: Bilingual): Bilingual =>
  both(
    `      line ${line}, column ${column}: ${message.en}`,
    `      第 ${line} 行第 ${column} 列：${message['zh-CN']}`,
  );
