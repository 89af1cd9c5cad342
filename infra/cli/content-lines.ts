import type { ContentFault, OffersAnswer, TemplateAnswer } from '../../shared/contract/content-answers.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import type { Terminal } from './terminal.ts';

/** What became of a mail template, with the line of every fault. */
export const templateLines = (answer: TemplateAnswer, { language }: Terminal): string[] =>
  [
    templateStatus(answer),
    ...missingIn(answer),
    ...answer.faults.map(placed),
    ...remarkHead(answer.remarks.length),
    ...answer.remarks.map(placed),
  ].map((text) => text[language]);

const remarkHead = (count: number): Bilingual[] =>
  count === 0 ? [] : [both('  ! It can be used as it is, but look at this:', '  ! 可以照常使用，但请留意：')];

function templateStatus({ status, template }: TemplateAnswer): Bilingual {
  if (status === 'refused')
    return both('  ✗ The template has faults and is not in use.', '  ✗ 模板有错误，未采用。');
  const name = `${template?.name} (${template?.language})`;
  if (status === 'superseded')
    return both(
      `  ✓ The template ${name} is valid, but a newer upload is in use.`,
      `  ✓ 模板 ${name} 有效，但已有更新的版本在用。`,
    );
  return both(
    `  ✓ The template ${name} is in use from the next run on.`,
    `  ✓ 模板 ${name} 将从下一次运行起使用。`,
  );
}

const missingIn = ({ template, missing }: TemplateAnswer): Bilingual[] =>
  missing.map((language) =>
    both(
      `  ! A policy can name it as soon as templates/${template?.name}.${language}.liquid is there as well.`,
      `  ! 还需上传 templates/${template?.name}.${language}.liquid，策略才能使用这个模板。`,
    ),
  );

/** What became of offer codes: how many, never which. */
export const offerLines = (answer: OffersAnswer, { language }: Terminal): string[] =>
  [offerStatus(answer), ...answer.faults.map(placed)].map((text) => text[language]);

function offerStatus({ status, list, left, ...counts }: OffersAnswer): Bilingual {
  if (status === 'refused') return both('  ✗ The offer codes are not in use.', '  ✗ 优惠码未采用。');
  const parts: [number, Bilingual][] = [
    [counts.fresh, both(`${counts.fresh} new`, `新增 ${counts.fresh} 个`)],
    [counts.repeated, both(`${counts.repeated} repeated in the file`, `文件内重复 ${counts.repeated} 个`)],
    [counts.known, both(`${counts.known} there already`, `已有 ${counts.known} 个`)],
    [counts.refused, both(`${counts.refused} refused`, `未接收 ${counts.refused} 个`)],
  ];
  const said = parts.filter(([count]) => count > 0).map(([, words]) => words);
  return both(
    `  ✓ Offer codes of ${list}: ${said.map(({ en }) => en).join(', ')}; ${left} left to give out.`,
    `  ✓ 优惠码 ${list}：${said.map((words) => words['zh-CN']).join('，')}；可发放 ${left} 个。`,
  );
}

const placed = ({ line, message }: ContentFault): Bilingual =>
  line === 0
    ? both(`      ${message.en}`, `      ${message['zh-CN']}`)
    : both(`      line ${line}: ${message.en}`, `      第 ${line} 行：${message['zh-CN']}`);
