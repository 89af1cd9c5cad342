import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { scratchFolder, tierwise } from '../../support/cli.ts';
import { inspectCommand } from '../../support/inspect-command.ts';

const folder = scratchFolder();
afterAll(folder.remove);

const CHINESE = 'zh_CN.UTF-8';
const ORDERS = 'order_id,customer_id,ordered_at,amount,currency,colour\n';
const GOOD = `${ORDERS}A1,C1,2026-03-01 10:00,12.50,CNY,red\nA2,C2,2026-03-02 11:00,7.50,CNY,blue\n`;
const SHOP = '单号,会员卡号,交易时间,实收\nS1,M1,2026/3/1,12.50\nS2,M2,2026/3/2,13.50\n';

describe('inspect of a file that is known', () => {
  const path = folder.write('good.csv', GOOD);

  it('tells what it is, how it was read and what it holds, then its first rows', async () => {
    const { code, stdout } = await inspectCommand([path]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/format: plain orders file \(canonical-orders\)/);
    expect(stdout).toMatch(/encoding: utf-8/);
    expect(stdout).toMatch(/assumed: .*times are of Asia\/Shanghai/);
    expect(stdout).toMatch(/rows: 2 rows = 2 kept \+ 0 rejected/);
    expect(stdout).toMatch(/amount: 20\.00 CNY/);
    expect(stdout).toMatch(/period: 2026-03-01 … 2026-03-02/);
    expect(stdout).toMatch(/columns not used: colour/);
    expect(stdout).toMatch(/order_id +customer_id +ordered_at +amount/);
    expect(stdout).toMatch(/A1 +C1 +2026-03-01 10:00 +12\.50 CNY/);
  });

  it('says the same in Chinese', async () => {
    const { stdout } = await inspectCommand([path], CHINESE);
    expect(stdout).toMatch(/格式：通用订单文件/);
    expect(stdout).toMatch(/^✓ 可以导入\n[\s\S]*行数：2 行 = 2 导入/);
    expect(stdout).toMatch(/W_TZ_ASSUMED +没有时区的时间/);
  });

  it('prints one object and nothing else with --json', async () => {
    const { code, stdout } = await tierwise(['inspect', path, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      ...{ format: 'canonical-orders', encoding: 'utf-8' },
      ...{ rows: 2, kept: 2, rejected: 0, repeated: 0, setAside: 0, blank: 0 },
      ...{ amount: 2000, currency: 'CNY', from: '2026-03-01', to: '2026-03-02' },
      problems: [{ line: 2, code: 'W_TZ_ASSUMED' }],
      unmatched: ['colour'],
    });
  });

  it('names bad rows by their lines, with what to do', async () => {
    const bad = folder.write('bad.csv', `${GOOD}A3,C3,2026-03-03,abc,CNY,\n`);
    const { code, stdout } = await inspectCommand([bad], CHINESE);
    expect(code).toBe(1);
    expect(stdout).toMatch(/4 +R_AMOUNT_INVALID +“amount”不是有效金额。请写成/);
    expect(stdout).toMatch(/F_REJECT_RATE/);
    expect(stdout).toMatch(/^✗ 不会导入：/);
    expect(stdout).toMatch(/--rejects/);
  });
});

describe('inspect of a file that nobody knows', () => {
  const path = folder.write('shop.csv', SHOP);

  it('proposes a mapping, which taken as it is makes the file readable', async () => {
    const refused = await inspectCommand([path]);
    expect(refused.code).toBe(1);
    expect(refused.stdout).toMatch(/F_HEADER_MISSING/);
    expect(refused.stdout).toMatch(/Save the text below as shop\.csv\.mapping\.yaml/);
    const text = refused.stdout.slice(refused.stdout.indexOf('# 列映射'));
    const elsewhere = folder.write('proposed.yaml', text);
    const named = await inspectCommand([path, '--mapping', elsewhere, '--json']);
    expect(JSON.parse(named.stdout)).toMatchObject({ format: 'mapping', rows: 2, kept: 2, amount: 2600 });
    folder.write('shop.csv.mapping.yaml', text);
    const beside = await inspectCommand([path]);
    expect(beside.code).toBe(0);
    expect(beside.stdout).toMatch(/format: by its mapping \(mapping\)/);
    expect(beside.stdout).toMatch(/S1 +M1 +2026-03-01 00:00 +12\.50/);
  });

  it('keeps --json as it is', async () => {
    const { code, stdout } = await inspectCommand([folder.write('other.csv', SHOP), '--json']);
    expect(code).toBe(1);
    const object = JSON.parse(stdout);
    expect(Object.keys(object)).toHaveLength(14);
    expect(object).toMatchObject({ rows: 0, problems: [{ line: 1, code: 'F_HEADER_MISSING' }] });
  });

  it('names what is wrong with a mapping by line and column', async () => {
    const text = 'version: 1\nkind: orders\ncolumns:\n  order_no: 单号\n';
    const wrong = folder.write('wrong.yaml', text);
    const { code, stdout } = await inspectCommand([path, '--mapping', wrong], CHINESE);
    expect(code).toBe(1);
    expect(stdout).toMatch(/F_MAPPING_INVALID/);
    expect(stdout).toMatch(/第 4 行第 3 列：订单类文件没有字段 order_no/);
  });
});

describe('what a person says of a file', () => {
  it('outweighs what the columns leave open: its kind', async () => {
    const path = folder.write('who.csv', 'customer_id,email\nC1,a@shop.test\n');
    const { stdout } = await inspectCommand([path, '--kind', 'customers', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ format: 'canonical-customers', kept: 1 });
  });

  it('leaves columns of a customers file over, which a heading keeps', async () => {
    const file = (header: string) => folder.write('kept.csv', `${header}\nC1,a@shop.test,gold,yes\n`);
    const lost = await inspectCommand([file('customer_id,email,plan,consent')]);
    expect(lost.stdout).toMatch(/columns not used: plan\n\s+to keep one: Head a column attr_ .*attr_plan/);
    const chinese = await inspectCommand([file('customer_id,email,plan,consent')], CHINESE);
    expect(chinese.stdout).toMatch(/保留方法：如需保留某列.*attr_plan/);
    const kept = await inspectCommand([file('customer_id,email,attr_plan,consent')]);
    expect(kept.stdout).not.toMatch(/not used|to keep/);
  });

  it('outweighs any guess of its encoding', async () => {
    const path = folder.path('latin.csv');
    writeFileSync(path, GOOD.replace(',red', ',M\u00fcller'), 'latin1');
    const { stdout } = await inspectCommand([path, '--encoding', 'windows-1252', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ encoding: 'windows-1252', kept: 2 });
  });
});

describe('the rows to mend', () => {
  it.each([
    [
      'of a file with bad rows',
      `${GOOD}A3,C3,2026-03-03,abc,CNY,\n`,
      /^.*line,code,reason.*[\s\S]*4,R_AMOUNT_INVALID/,
    ],
    ['of a file that nobody knows', SHOP, /F_HEADER_MISSING/],
  ])('%s are written where --rejects says', async (_, text, words) => {
    const out = folder.path('mend.csv');
    await inspectCommand([folder.write('rows.csv', text), '--rejects', out]);
    expect(readFileSync(out, 'utf8')).toMatch(words);
  });
});

describe('a file that lacks a column', () => {
  it('is told which one, not that nobody knows it', async () => {
    const path = folder.write('lacks.csv', 'order_id,customer_id,ordered_at\nA1,C1,2026-03-01\n');
    const { stdout } = await inspectCommand([path], CHINESE);
    expect(stdout).toMatch(/缺少 amount（实付金额）列/);
    expect(stdout).not.toMatch(/没有格式认识/);
    expect(stdout).toMatch(/^kind: orders/m);
  });
});

describe('templates', () => {
  it('are printed as a file that inspect takes', async () => {
    const { code, stdout } = await inspectCommand(['--template', 'canonical-orders']);
    expect(code).toBe(0);
    const { stdout: found } = await inspectCommand([folder.write('t.csv', stdout), '--json']);
    expect(JSON.parse(found)).toMatchObject({ format: 'canonical-orders', rows: 1, kept: 1 });
  });

  it('are written where --out says', async () => {
    const out = folder.path('taobao.csv');
    const { code } = await inspectCommand(['--template', 'taobao-orders', '--out', out]);
    expect(code).toBe(0);
    expect(existsSync(out) && readFileSync(out, 'utf8')).toMatch(/^\uFEFF/);
  });

  it('of an unknown name lists those that there are', async () => {
    const { code, stdout, stderr } = await inspectCommand(['--template', 'ebey'], CHINESE);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/没有名为 ebey 的格式/);
    expect(stderr).toMatch(/canonical-feedback +反馈 +通用反馈文件/);
  });

  it('are listed with their kinds and names', async () => {
    const { stdout } = await inspectCommand(['--profiles', '--json']);
    expect(JSON.parse(stdout).profiles).toContainEqual({
      id: 'canonical-activity',
      kind: 'activity',
      name: 'plain activity file',
    });
  });
});

describe('wrong words', () => {
  it.each([
    ['no file', []],
    ['a kind that there is not', ['x.csv', '--kind', 'sales']],
    ['an encoding that there is not', ['x.csv', '--encoding', 'klingon']],
    ['an unknown option', ['x.csv', '--colour']],
  ])('%s ends with 2 and leaves standard output empty', async (_, args) => {
    const { code, stdout, stderr } = await inspectCommand(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).not.toBe('');
  });

  it('end the process with 2 as well', async () => {
    const { code, stdout } = await tierwise(['inspect', '--template', 'ebey']);
    expect([code, stdout]).toEqual([2, '']);
  });

  it('a folder is no file', async () => {
    const { code, stderr } = await inspectCommand([folder.dir], CHINESE);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/E_NOT_A_FILE.*是文件夹，不是文件/)]);
  });

  it('a reader that has seen enough is no failure', async () => {
    const stderr = await new Promise<string>((resolve) => {
      const args = ['--import', 'tsx', 'infra/cli/main.ts', 'inspect', '--profiles'];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
      let said = '';
      child.stdout.destroy();
      child.stderr.on('data', (text) => {
        said += text;
      });
      child.on('close', (code) => resolve(code === 0 ? said : `${code} ${said}`));
    });
    expect(stderr).not.toMatch(/EPIPE|\d/);
  });

  it('a file that is not there ends with 1', async () => {
    expect((await inspectCommand([folder.path('gone.csv')])).code).toBe(1);
  });
});
