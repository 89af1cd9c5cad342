import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { currentPolicy } from '../../shared/adapters/current-policy.ts';
import { composeMime } from '../../shared/adapters/mime.ts';
import { parseOwnPolicy } from '../../shared/adapters/policy-file.ts';
import { openSes } from '../../shared/adapters/ses.ts';
import { openTemplateStore } from '../../shared/adapters/template-store.ts';
import { openTemplates } from '../../shared/adapters/templates.ts';
import { EnvironmentSchema } from '../../shared/contract/environment.ts';
import { addressFault } from '../../shared/domain/address.ts';
import { both, LANGUAGES, type Language } from '../../shared/domain/bilingual.ts';
import { localDateOf } from '../../shared/domain/dates.ts';
import { type TestLetter, testLetterVariables, testSubject } from '../../shared/domain/mail/test-letter.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { defaultPolicyText, readAsset } from '../../shared/runtime/assets.ts';
import type { Shop } from './batch.ts';
import { type CommonOptions, command } from './command.ts';
import { connect } from './connect.ts';
import { templatesOf } from './known-templates.ts';
import { badAddress, noMailSettings, noSuchTemplate, noSuchTier, notSent } from './send-test-refusals.ts';
import { mustBeFile } from './stages.ts';
import type { Terminal } from './terminal.ts';

interface SendTestOptions extends CommonOptions {
  language?: Language;
  tier?: string;
  policy?: string;
}

const MailSettingsSchema = EnvironmentSchema.pick({
  SENDER: true,
  CONFIGURATION_SET: true,
  UNSUBSCRIBE_URL: true,
});

export const addSendTest = (program: Command): void =>
  void command<SendTestOptions>(program, 'send-test <template> <address>', sendTest)
    .addOption(new Option('--language <language>').choices(LANGUAGES))
    .option('--tier <tier>')
    .option('--policy <file>');

/** Ends with 1 where SES does not take the mail. */
async function sendTest(terminal: Terminal, options: SendTestOptions, template = '', to = ''): Promise<void> {
  if (addressFault(to) !== null) throw badAddress();
  const shop = await connect(options);
  const settings = mailSettings();
  const policy = await policyOf(shop, options.policy);
  const { language = policy.shop.language } = options;
  const tier = tierOf(policy, options.tier);
  const today = localDateOf(new Date().toISOString(), policy.timeZone);
  const unsubscribeUrl = `${settings.UNSUBSCRIBE_URL.replace(/\/$/, '')}/test`;
  const letter = await written(shop, policy, { template, language, tier, today, unsubscribeUrl });
  const fromName = policy.shop.name[language];
  const raw = await composeMime({ ...letter, from: settings.SENDER, fromName, to, language, unsubscribeUrl });
  const messageId = await accepted(settings, to, raw);
  terminal.result({ sent: true, template, language, tier, messageId }, [
    both(`  ✓ sent: ${letter.subject}`, `  ✓ 已发送：${letter.subject}`)[terminal.language],
  ]);
}

function mailSettings() {
  const named = MailSettingsSchema.safeParse(process.env);
  if (!named.success) throw noMailSettings();
  return named.data;
}

async function policyOf(shop: Shop, file: string | undefined): Promise<Policy> {
  if (file === undefined) return (await currentPolicy(shop.table, shop.lake, defaultPolicyText())).policy;
  const path = resolve(file);
  await mustBeFile(path);
  return parseOwnPolicy(await readFile(path, 'utf8'), await templatesOf(shop));
}

function tierOf({ tiers }: Policy, asked: string | undefined): string {
  const ids = tiers.map(({ id }) => id);
  const tier = asked ?? ids[0] ?? '';
  if (!ids.includes(tier)) throw noSuchTier(tier, ids);
  return tier;
}

async function written({ table, lake }: Shop, policy: Policy, letter: TestLetter) {
  const { template, language } = letter;
  const readShipped = (file: string) => readAsset(`shared/templates/${file}`);
  const store = openTemplateStore(table, lake);
  const known = await store.known();
  if (![template, `${template}.${language}`].some((name) => known.includes(name)))
    throw noSuchTemplate(template, known);
  const source = await store.source(template, language, readShipped);
  const { render } = openTemplates({ [`${template}.${language}`]: source });
  const rendered = render(template, language, testLetterVariables(letter, policy));
  return { ...rendered, subject: testSubject(rendered.subject, language) };
}

async function accepted(
  { SENDER, CONFIGURATION_SET }: ReturnType<typeof mailSettings>,
  to: string,
  raw: Uint8Array,
): Promise<string> {
  const ses = openSes();
  const mail = { from: SENDER, to, raw, configurationSet: CONFIGURATION_SET, tags: { test: 'template' } };
  const verdict = await ses.sendRaw(mail).finally(ses.close);
  if (verdict.kind === 'sent') return verdict.messageId;
  throw notSent('code' in verdict ? verdict.code : verdict.reason);
}
