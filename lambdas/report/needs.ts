import type { Report } from '../../shared/contract/report.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { counted } from '../../shared/domain/report/html.ts';

/** Something that only a person can mend or judge; `section` tells more of it. */
export interface Need {
  what: Bilingual;
  section: string;
}

/** The most pressing first; nothing where nobody is needed. */
export const needsOf = (report: Report): Need[] =>
  [...ofThePlan(report), ...ofMails(report), ...ofFiles(report), ...ofTheRules(report)].flatMap((need) =>
    need.count > 0 ? [{ what: need.words(counted(need.count)), section: need.section }] : [],
  );

interface Counted {
  count: number;
  section: string;
  words: (count: string) => Bilingual;
}

const ofThePlan = ({ anomalies }: Report): Counted[] => [
  {
    count: anomalies.filter(({ trips }) => trips).length,
    section: 'please-look-at-this',
    words: (count) => both(`Guard rails of the policy that tripped: ${count}`, `触发了 ${count} 项审批条件`),
  },
  {
    count: anomalies.filter(({ trips }) => !trips).length,
    section: 'please-look-at-this',
    words: (count) => both(`Unusual about this run: ${count}`, `本次运行有 ${count} 处异常`),
  },
];

const ofMails = ({ mails, delivery }: Report): Counted[] => [
  {
    count: delivery.problems.length,
    section: 'how-the-mails-got-on',
    words: (count) => both(`Things that stand in the way of mailing: ${count}`, `有 ${count} 项问题妨碍发信`),
  },
  {
    count: mails.filter(({ outcome }) => outcome === 'unknown').reduce((sum, each) => sum + each.count, 0),
    section: 'mails',
    words: (count) =>
      both(
        `Mails of which nobody knows whether they went out: ${count}`,
        `有 ${count} 封邮件不知道是否已发出`,
      ),
  },
];

const ofFiles = ({ exports: files, unreadable, doubts }: Report): Counted[] => [
  {
    count: files.reduce((sum, { counts }) => sum + counts.rejected, 0),
    section: 'files-that-counted',
    words: (count) =>
      both(
        `Rows of files that could not be read: ${count}; the rejects file says how to mend each`,
        `有 ${count} 行无法读取，退回文件中写明了改法`,
      ),
  },
  {
    count: unreadable.reduce((sum, { customers }) => sum + customers, 0),
    section: 'please-look-at-this',
    words: (count) =>
      both(
        `Cells of customers files that could not be read: ${count}`,
        `客户文件中有 ${count} 处内容无法读取`,
      ),
  },
  {
    count: doubts.sharedAddresses + doubts.sharedPhones + doubts.refundOrphans,
    section: 'what-newer-files-replaced',
    words: (count) =>
      both(`Addresses, phones and refunds in doubt: ${count}`, `有 ${count} 处邮箱、手机号或退款存疑`),
  },
];

const ofTheRules = ({ model: { criteria, lifetime } }: Report): Counted[] => [
  {
    count: criteria.filter(({ drifted, collapsed, proposed }) => drifted || collapsed.length > 0 || proposed)
      .length,
    section: 'review-of-the-criteria',
    words: (count) =>
      both(`Scores whose cut points should be looked at: ${count}`, `有 ${count} 项评分的分档线值得检查`),
  },
  {
    count: lifetime && lifetime.verdict !== 'used' ? 1 : 0,
    section: 'model-check',
    words: () => both('The model of lifetime value is not used', '生命周期价值模型未被采用'),
  },
];
