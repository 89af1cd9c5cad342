import { describe, expect, it } from 'vitest';
import type { ContentAnswer } from '../../lambdas/notify/dependencies.ts';
import { OffersAnswerSchema, TemplateAnswerSchema } from '../../shared/contract/content-answers.ts';
import { PolicyAnswerSchema } from '../../shared/contract/policy-answer.ts';
import { event, LEAD, notifyRoom } from '../support/notify-room.ts';

const { wired, mails, lastMail, notices, intakeId } = notifyRoom();

const upload = (key: string) => ({
  ...{ answerId: intakeId(), key, versionId: 'v', uploadedAt: '2026-10-01T00:00:00Z' },
});
const said = (line: number, en: string, zh: string) => ({ line, message: { en, 'zh-CN': zh } });
const template = (over: object = {}) =>
  TemplateAnswerSchema.parse({
    ...{ ...upload('templates/春.en.liquid'), kind: 'template', status: 'accepted' },
    template: { name: 'spring', language: 'en', digest: 'd' },
    ...{ missing: ['zh-CN'], faults: [], remarks: [said(5, 'the <b> {{ name }}', '姓名 {{ name }}')] },
    ...over,
  });
const offers = (over: object = {}) =>
  OffersAnswerSchema.parse({
    ...{ ...upload('offers/autumn.csv'), kind: 'offers', status: 'accepted', list: 'autumn' },
    ...{ lines: 1240, fresh: 1230, repeated: 4, known: 5, refused: 1, left: 1500, faults: [] },
    ...over,
  });
const policy = (over: object = {}) =>
  PolicyAnswerSchema.parse({
    ...{ ...upload('policy/policy.yaml'), kind: 'policy', status: 'refused', hash: null },
    faults: [{ ...said(3, 'no such tier', '没有这个等级'), column: 7 }],
    ...over,
  });

const told = async (answer: ContentAnswer, language: 'en' | 'zh-CN' = 'en') => {
  expect(await wired({ answer, language })(event())).toMatchObject({ status: 'told', sent: 1 });
  return lastMail();
};

describe('a mail about content', () => {
  it.each<[string, () => ContentAnswer, RegExp, RegExp[]]>([
    [
      'a template with a remark',
      template,
      /春\.en\.liquid: in use, with remarks/,
      [
        /from the next run on/,
        /templates\/spring\.zh-CN\.liquid/,
        /not be meant\nLine 5: the <b> \{\{ name \}\}/,
      ],
    ],
    [
      'a template with faults',
      () => template({ status: 'refused', template: null, faults: [said(0, 'too long', '过长')] }),
      /not used/,
      [/what was in use stays/, /What to mend\ntoo long/],
    ],
    [
      'offer codes',
      offers,
      /autumn\.csv: in use/,
      [/1,240 lines = 1,230 new \+ 4 repeated \+ 5 there already \+ 1 refused; 1,500 left/],
    ],
    ['a policy with faults', policy, /policy\.yaml: not used/, [/Line 3, column 7: no such tier/]],
    [
      'a policy overtaken by a newer one',
      () => policy({ status: 'superseded', hash: 'h', faults: [] }),
      /a newer upload is in use/,
      [/valid, but a newer one/],
    ],
  ])('tells of %s', async (_, answer, subject, words) => {
    const mail = await told(answer());
    expect(mail.subject).toMatch(subject);
    for (const word of words) expect(mail.text).toMatch(word);
    expect(mail.text).toContain(`Upload ${intakeId()}`);
    expect(mail.html).not.toContain('<b>');
  });

  it.each<[string, () => ContentAnswer, RegExp]>([
    ['a template', template, /“春\.en\.liquid”已启用，有提示[\s\S]*还需上传[\s\S]*请留意\n第 5 行：姓名/],
    ['offer codes', offers, /已启用[\s\S]*1,240 行 = 1,230 新增/],
    ['a policy', policy, /未被采用[\s\S]*第 3 行第 7 列：没有这个等级/],
  ])('tells of %s in Chinese', async (_, answer, words) => {
    const mail = await told(answer(), 'zh-CN');
    expect(`${mail.subject}\n${mail.text}`).toMatch(words);
  });

  it('names fifty faults and counts the others', async () => {
    const faults = Array.from({ length: 53 }, (_, i) => said(i + 1, 'bad', '有误'));
    const { text } = await told(offers({ status: 'refused', faults }));
    expect(text).toMatch(/Line 50: bad\n… and 3 more/);
    expect(text).not.toContain('Line 51');
  });

  it('goes out once for each address and upload', async () => {
    await told(template());
    const again = wired({ answer: template(), answers: [LEAD] });
    expect(await again(event())).toMatchObject({ sent: 0, before: 1 });
    expect(mails()).toHaveLength(1);
    expect(JSON.stringify(await notices())).not.toMatch(/@|春/);
  });
});
