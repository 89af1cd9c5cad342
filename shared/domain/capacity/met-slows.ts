import { both } from '../bilingual.ts';
import { MOST_MAIL_DAYS } from '../mail/spread.ts';
import { counted } from '../report/html.ts';
import { LIMITS } from './limits.ts';
import type { Machine } from './machine.ts';
import type { Found, Met } from './met.ts';
import { aDayOf, perPart } from './shop.ts';
import { tableSeconds } from './steps.ts';
import { durationWords } from './words.ts';

export function parts({ volume: { customers } }: Found, machine: Machine): Met[] {
  const inEach = perPart(customers, machine);
  if (inEach <= machine.customersPerPart) return [];
  return [
    {
      ...{ id: 'parts', stops: false },
      brief: both(`${counted(inEach)} customers a part`, `每部分 ${counted(inEach)} 位客户`),
      say: both(
        `A run has ${counted(LIMITS.parts)} parts at the most: each has ${counted(inEach)} customers instead of ${counted(machine.customersPerPart)}.`,
        `一次运行最多分为 ${counted(LIMITS.parts)} 部分：每部分有 ${counted(inEach)} 位客户，而不是 ${counted(machine.customersPerPart)} 位。`,
      ),
    },
  ];
}

/** Less is not worth a word. */
const SOME_MINUTES = 180;

export function writes({ volume: { changes } }: Found): Met[] {
  const seconds = tableSeconds(changes);
  if (seconds < SOME_MINUTES) return [];
  const takes = durationWords(seconds);
  const rate = counted(LIMITS.tableUnitsASecond);
  return [
    {
      ...{ id: 'writes', stops: false },
      brief: both(`writing at ${rate}/s`, `每秒写入 ${rate} 单位`),
      say: both(
        `A new table takes ${rate} write units a second: writing the customers takes ${takes.en} at least. Warm it up to be faster.`,
        `新建的表每秒只接受 ${rate} 个写入单位：写入客户至少需要 ${takes['zh-CN']}。需要更快时请先预热该表。`,
      ),
    },
  ];
}

export function days({ shop, mailDays }: Found): Met[] {
  if (mailDays <= 1) return [];
  const [count, most] = [counted(mailDays), counted(aDayOf(shop))];
  const stops = mailDays > MOST_MAIL_DAYS;
  const late = stops
    ? both(' That is more than a year, which no campaign should take.', '已超过一年，不宜作为一次活动。')
    : both('', '');
  return [
    {
      ...{ id: 'quota', stops },
      brief: both(`${count} days of mail`, `发信 ${count} 天`),
      say: both(
        `The account sends ${most} mails a day: these take ${count} days.${late.en} Ask SES for a larger quota.`,
        `账户每天可发 ${most} 封：全部发完需要 ${count} 天。${late['zh-CN']}请向 SES 申请提高配额。`,
      ),
    },
  ];
}
