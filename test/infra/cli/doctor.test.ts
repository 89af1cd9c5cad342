import { expect, it } from 'vitest';
import { doctorLines } from '../../../infra/cli/doctor.ts';
import { notHere, notTold, ok, toDo } from '../../../infra/doctor/finding.ts';
import { both } from '../../../shared/domain/bilingual.ts';

const findings = [
  ok('a', both('all well', '正常')),
  toDo({ id: 'b', stopsMail: true }, both('Mend the domain.', '请处理域名。')),
  notTold('c', both('the quota', '配额'), Object.assign(new Error('no'), { name: 'AccessDeniedException' })),
  notHere('d', both('the DMARC record', 'DMARC 记录')),
];

it('each line says how it stands and what to do', () => {
  expect(doctorLines(findings, false, { language: 'en' }, 200)).toEqual([
    '  ✓ ok               all well',
    '  ✗ to do            Mend the domain.',
    '  ? cannot be seen   the quota cannot be seen (AccessDeniedException). Give whoever runs this the permission to read it.',
    '  – not here         the DMARC record: the local cloud has none',
    '',
    '  Mail is stopped until what is to do is done.',
  ]);
});

it('in Chinese too', () => {
  expect(doctorLines(findings, true, { language: 'zh-CN' }, 200)).toEqual([
    '  ✓ 正常      正常',
    '  ✗ 待办      请处理域名。',
    '  ? 无法查看  无法查看配额（AccessDeniedException）。请为执行者授予读取权限。',
    '  – 不适用    DMARC 记录：本机系统没有这一项',
    '',
    '  已查看的各项中，没有会阻止发信的问题。',
  ]);
});
