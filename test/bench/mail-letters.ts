import { openTemplates } from '../../shared/adapters/templates.ts';
import { letterVariables } from '../../shared/domain/mail/letter.ts';
import { AS_OF, mailsOf, POLICY, TEMPLATES } from './mail-run.ts';

const templates = openTemplates(TEMPLATES);
const [mail] = mailsOf('sample', 1);
if (!mail) throw new Error('there is no mail');
const own = {
  unsubscribeUrl: `https://u.example.com/v2.k1.${'m'.repeat(43)}.${'s'.repeat(43)}`,
  offerCode: null,
};

/** The words of the letter to one more reader. */
export const letterTo = (n: number) =>
  templates.render('gold', 'en', letterVariables({ ...mail, name: `Name ${n}` }, POLICY, AS_OF, own));

export const envelopeTo = (n: number) => ({
  ...{ from: 'members@mail.example.com', fromName: POLICY.shop.name.en, to: `c${n}@example.com` },
  ...{ language: 'en' as const, unsubscribeUrl: own.unsubscribeUrl },
  ...letterTo(n),
});
