import type { OffersAnswer } from '../../shared/contract/content-answers.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import type { ContentAnswer } from './dependencies.ts';
import { fileName, lines } from './letter.ts';
import { number, type Say } from './sums.ts';

/** What the mail about a policy, a template or offer codes may name. Lists hold one line each; empty = nothing to say. */
export interface ContentVariables extends Record<string, string | null> {
  shop: string;
  file: string;
  status: string;
  outcome: string;
  details: string;
  faults: string;
  remarks: string;
  intakeId: string;
}

/** So many faults are told by mail; the answer in the results bucket has all. */
const TOLD = 50;

/** What a mail about content says: counts, places and names of the shop's own; never a code. */
export function contentVariables(answer: ContentAnswer, shop: Policy['shop']): ContentVariables {
  const { language } = shop;
  const say: Say = (text) => text[language];
  const remarks = answer.kind === 'offers' ? [] : answer.remarks;
  return {
    shop: shop.name[language],
    file: fileName(answer.key),
    status: answer.status,
    outcome: say(outcomeOf(answer)),
    details: lines(detailsOf(answer).map(say)),
    faults: lines(placesOf(answer.faults).map(say)),
    remarks: lines(placesOf(remarks).map(say)),
    intakeId: answer.answerId,
  };
}

const OUTCOMES: Record<ContentAnswer['kind'], Record<ContentAnswer['status'], Bilingual>> = {
  template: {
    accepted: both('The template is in use from the next run on.', '模板将从下一次运行起使用。'),
    superseded: both(
      'The template is valid, but a newer upload of it is in use.',
      '模板有效，但已有更新的版本在用。',
    ),
    refused: both(
      'The template has faults and is not used; what was in use stays.',
      '模板有错误，未采用；原来使用的版本不变。',
    ),
  },
  policy: {
    accepted: both('The policy is in use.', '策略已启用。'),
    superseded: both('The policy is valid, but a newer one is in use.', '策略有效，但已有更新的策略在用。'),
    refused: both('The policy has faults; the one in use stays.', '策略有错误，仍沿用当前策略。'),
  },
  offers: {
    accepted: both('The offer codes can be given out.', '优惠码已可发放。'),
    superseded: both('The offer codes can be given out.', '优惠码已可发放。'),
    refused: both('The offer codes are not used.', '优惠码未采用。'),
  },
};

const outcomeOf = ({ kind, status }: ContentAnswer): Bilingual => OUTCOMES[kind][status];

function detailsOf(answer: ContentAnswer): Bilingual[] {
  if (answer.kind === 'policy' || answer.status === 'refused') return [];
  if (answer.kind === 'offers') return [sumOf(answer)];
  const { missing, template } = answer;
  return missing.map((language) => {
    const file = `templates/${template?.name}.${language}.liquid`;
    return both(
      `A policy can name it as soon as ${file} is there as well.`,
      `还需上传 ${file}，策略才能使用这个模板。`,
    );
  });
}

function sumOf({ list, lines: all, fresh, repeated, known, refused, left }: OffersAnswer): Bilingual {
  const [sum, free] = [number(all), number(left)];
  const [added, again, had, bad] = [fresh, repeated, known, refused].map(number);
  return both(
    `List ${list}: ${sum} lines = ${added} new + ${again} repeated + ${had} there already + ${bad} refused; ${free} left to give out`,
    `清单 ${list}：${sum} 行 = ${added} 新增 + ${again} 重复 + ${had} 已有 + ${bad} 未接收；可发放 ${free} 个`,
  );
}

type Placed = { line: number; column?: number; message: Bilingual };

function placesOf(faults: readonly Placed[]): Bilingual[] {
  const more = number(faults.length - TOLD);
  const rest = faults.length > TOLD ? [both(`… and ${more} more`, `……另有 ${more} 处`)] : [];
  return [...faults.slice(0, TOLD).map(placed), ...rest];
}

/** Line 0 is the whole file. */
function placed({ line, column, message }: Placed): Bilingual {
  if (line === 0) return message;
  const at = column === undefined ? both('', '') : both(`, column ${column}`, `第 ${column} 列`);
  return both(`Line ${line}${at.en}: ${message.en}`, `第 ${line} 行${at['zh-CN']}：${message['zh-CN']}`);
}
