import { describe, expect, it } from 'vitest';
import { SHIPPED_TEMPLATES } from '../../../shared/domain/policy/templates.ts';
import { attempted, OWN, POLICY, readTemplate, SOUND } from '../../support/uploaded-template.ts';

/** The faults of the sound template after one change. */
const faultsAfter = (good: string, bad: string, from = SOUND) => {
  expect(from).toContain(good);
  return attempted(from.replace(good, bad)).faults;
};

describe('an uploaded template', () => {
  it.each([
    ['in a layout of ours', SOUND],
    ['that is a whole document', OWN],
  ])('%s holds, and has a version', (_, text) => {
    expect(attempted(text)).toMatchObject({
      faults: [],
      source: { digest: expect.stringMatching(/^[\da-f]{64}$/) },
    });
    expect(attempted(text.replaceAll('\n', '\r\n')).faults).toEqual([]);
  });

  it.each(SHIPPED_TEMPLATES)('%s as it ships would hold as well', (name) => {
    for (const language of ['en', 'zh-CN'] as const)
      expect(attempted(readTemplate(`${name}.${language}.liquid`), language)).toMatchObject({
        ...{ faults: [], remarks: [] },
      });
  });

  it('names every fault at once, with its line, in both languages', () => {
    const text = SOUND.replace('{{ tier }}{%', '{{ teir }}{%')
      .replace('<h1>News</h1>', '<h1 onclick="x()">News</h1><script>x()</script>')
      .replace('mailto:help@shop.example', 'http://shop.example/')
      .replace('Your code: {{ offerCode }}', 'Your code: {{ ofer }}');
    expect(attempted(text).faults).toEqual([
      '5: a mail may have no <script>; take it out',
      '5: a mail may have no onclick; take it out',
      '6: there is no value {{ teir }}; did you mean tier?',
      '8: a link begins with https:// or mailto:, or is one of {{ links.… }}',
      expect.stringMatching(/^11: there is no value \{\{ ofer \}\}/),
    ]);
    const chinese = attempted(text, 'zh-CN').faults;
    expect(chinese).toHaveLength(5);
    for (const fault of chinese) expect(fault).toMatch(/[\u4e00-\u9fff]/);
  });

  it.each([
    [
      'a value only in a branch that no sample takes',
      '{{ tier }}.',
      "{% if tier == 'x' %}{{ nmae }}{% endif %}",
      /^10: .*nmae/,
    ],
    [
      'a link that we do not have',
      'links.offers }}?',
      'links.ofers }}?',
      /^7: .*links\.ofers.*links\.offers/,
    ],
    ['links as a whole', '{{ tier }}.', '{{ links }}.', /^10: .*\{\{ links \}\}/],
    ['part of a text', '{{ tier }}.', '{{ tier.first }}.', /^10: .*tier\.first/],
    ['Liquid that never ends', '{% endif %} news', ' news', /^1: .*not closed/],
    ['an unknown filter', '{{ tier }}.', '{{ tier | shout }}.', /^10: .*shout/],
    ['the filter raw', '{{ tier }}.', '{{ tier | raw }}.', /^10: .*raw/],
    ['a tag that reads files', '{{ tier }}.', "{% include 'x' %}", /^10: .*include/],
    [
      'a value of ours given away',
      '{{ tier }}.',
      "{% assign unsubscribeUrl = 'x' %}",
      /^10: unsubscribeUrl is/,
    ],
    ['no subject', /subject.*\n/.exec(SOUND)?.[0] ?? '', '', /subject/],
    [
      'an empty subject',
      '{% if name %}{{ name }}, good{% else %}Good{% endif %} news',
      '',
      /lacks `subject:`/,
    ],
    [
      'a subject that is empty for some',
      '{% else %}Good{% endif %} news',
      '{% endif %}',
      /the subject is empty/,
    ],
    ['a subject over two lines', '{% endif %} news', '{% endif %}\nnews', /^2: .*on one line/],
    ['a colour that is none', 'accent: #3c8d5a', 'accent: red;background:url(//x)', /accent|colour/],
    ['a layout that we do not have', 'accent: #3c8d5a', 'layout: poster', /poster/],
    ['no plain text', SOUND.slice(SOUND.lastIndexOf('---') + 4), '\n', /the plain-text part is empty/],
    ['no HTML', SOUND.split('---\n')[1] ?? '', '\n', /the HTML part is empty/],
    ['one part too few', '---\nYou are', 'You are', /three parts/],
    ['one part too many', '{{ tier }}.\n', '{{ tier }}.\n---\n', /three parts/],
  ])('with %s is refused', (_, good, bad, words) => {
    expect(faultsAfter(good, bad).join('\n')).toMatch(words);
  });

  it.each(['script', 'iframe', 'form', 'object', 'embed', 'base', 'link', 'svg', 'input'])(
    'with <%s> is refused, also in capitals',
    (tag) => {
      expect(faultsAfter('<h1>', `<${tag} x><h1>`)).toEqual([`5: a mail may have no <${tag}>; take it out`]);
      expect(faultsAfter('<h1>', `<${tag.toUpperCase()}\nx="1"><h1>`)).toHaveLength(1);
    },
  );

  it.each([
    ['<p onmouseover=x()>', /no onmouseover/],
    ['<img src="https://files.shop.example/x" onError="x()">', /no onerror/],
    ['<a href="javascript:x()">', /https/],
    ['<a href="JaVaScRiPt&#58;x()">', /https/],
    ['<a href="&#106;avascript:x()">', /https/],
    ['<a href=" data:text/html,x">', /https/],
    ['<a href="//evil.example/">', /https/],
    ['<a href="/page">', /https/],
    ['<a href="http://www.shop.example/">', /https/],
    ['<a href="https://user@www.shop.example/">', /https/],
    ['<a href="https://www.shop.example@evil.example/">', /https/],
    ['<a href="https://www.shop.example.evil.example/">', /leads to www\.shop\.example\.evil\.example/],
    ['<a href=https://evil.example>', /leads to evil\.example/],
    ['<a href="{{ links.home }}.evil.example">', /leads to \{\{ … \}\}\.evil\.example/],
    ['<a href="https://{{ name }}.example/">', /leads to/],
    ['<a href="{{ name }}">', /https/],
    ['<a href="mailto:a@evil.example">', /leads to evil\.example/],
    ['<a href="mailto:help@shop.example,a@evil.example">', /leads to/],
    ['<img src="https://evil.example/pixel">', /leads to evil\.example/],
    ['<img srcset="https://files.shop.example/a 1x, https://evil.example/b 2x">', /leads to evil\.example/],
    ['<p style="background:url(https://evil.example/x)">', /leads to evil\.example/],
    ['<style>@import "https://evil.example/x";</style>', /leads to evil\.example/],
    ['<meta http-equiv="Refresh" content="0;url=x">', /no http-equiv/],
    ['<scr{% if name %}ipt>', /no <script>/],
  ])('with %s is refused', (html, words) => {
    expect(faultsAfter('<h1>', `${html}<h1>`).join('\n')).toMatch(words);
  });

  it.each([
    ['https://evil.example/x', /leads to evil\.example/],
    ['http://www.shop.example/x', /https/],
  ])('whose plain text leads to %s is refused', (url, words) => {
    expect(faultsAfter('You are {{ tier }}.\n{%', `See ${url}.\n{%`).join('\n')).toMatch(words);
  });

  it('may lead anywhere within the shop’s pages, and into itself', () => {
    const links = [
      'https://www.shop.example/a?b=1&amp;c={{ offerCode }}#d',
      'https://WWW.shop.example/',
      '#top',
    ];
    for (const link of links) expect(faultsAfter('<h1>', `<a href="${link}">x</a><h1>`)).toEqual([]);
  });

  it.each([
    ['no link to unsubscribe', '<a href="{{ unsubscribeUrl }}">Unsubscribe</a>', '', /unsubscribe/],
    [
      'only the words of that link',
      '<a href="{{ unsubscribeUrl }}">Unsubscribe</a>',
      '{{ unsubscribeUrl }}',
      /no link leads to/,
    ],
    ['such a link for some alone', '<p><a href', '{% if name %}<p><a href', /not closed|no link leads to/],
    ['no postal address', '{{ postalAddress }}', '', /postal address/],
  ])('that is a whole document with %s is refused', (_, good, bad, words) => {
    expect(faultsAfter(good, bad, OWN).join('\n')).toMatch(words);
  });

  it('whose letter Gmail would cut off is refused', () => {
    expect(faultsAfter('</body>', `${'<p>long</p>'.repeat(9_500)}</body>`, OWN)).toEqual([
      expect.stringMatching(/^0: .*100 kB/),
    ]);
  });

  it('that asks for whatever may be missing gets no remark', () => {
    expect(attempted(SOUND).remarks).toEqual([]);
    expect(attempted(OWN).remarks).toEqual([]);
  });

  it.each([
    ['in the words', '<h1>', '<h1>{{ name }} ', ['5: {{ name }} may be missing']],
    ['in the subject', 'good{%', 'good{{ previousTier }}{%', ['1: {{ previousTier }} may be missing']],
    [
      'in a branch',
      '{{ tier }}{%',
      '{% if name %}{{ consentOn }}{% endif %}{%',
      ['6: {{ consentOn }} may be'],
    ],
    [
      'behind the question',
      '<h1>',
      '{% unless name %}{{ name }}{% endunless %}<h1>',
      ['5: {{ name }} may be'],
    ],
    [
      'as the page of a link',
      '{{ tier }}.\n{%',
      'Help: {{ links.help }}\n{%',
      ['10: {{ links.help }} may be missing'],
    ],
    ['by way of a filter', '<h1>', '<h1>{{ "Dear " | append: name }} ', ['5: {{ name }} may be missing']],
    [
      'in place of another',
      '<h1>',
      '<h1>{{ offerCode | default: name }} ',
      ['5: {{ name }} may', '5: {{ offerCode }} may'],
    ],
    [
      'under a name of its own',
      '<h1>',
      '{% assign who = name %}<h1>{{ who }} ',
      ['5: {{ who }} may be missing'],
    ],
    [
      'in both parts',
      '{{ tier }}',
      '{{ name }}',
      ['6: {{ name }} may be missing', '10: {{ name }} may be missing'],
    ],
  ])('that shows what may be missing %s is remarked on, and holds', (_, good, shown, remarks) => {
    const tried = attempted(SOUND.replaceAll(good, shown));
    expect(tried.faults).toEqual([]);
    expect(tried.remarks.toSorted()).toEqual(
      remarks.toSorted().map((begin) => expect.stringContaining(begin)),
    );
  });

  it.each([
    ['a word that stands in', '<h1>', '<h1>{{ name | default: "friend" }} '],
    ['two values asked for at once', '<h1>', '{% if name and previousTier %}{{ name }}{% endif %}<h1>'],
    ['a case of each', '<h1>', '{% case name %}{% when nil %}you{% else %}{{ name }}{% endcase %}<h1>'],
    ['braces in its words', '<h1>', '<h1>{{ "}}" }} '],
    [
      'the words above the code',
      'accent: #3c8d5a',
      'layout: offer\ncode: {{ offerCode }} is it\nlink: home\nbutton: {{ links.home }}',
    ],
  ])('with %s gets no remark', (_, good, shown) => {
    expect(attempted(SOUND.replace(good, shown))).toMatchObject({ faults: [], remarks: [] });
  });

  it('of a shop without pages may have no link but those that stand in for them', () => {
    const bare = { ...POLICY, shop: { ...POLICY.shop, links: {} }, mail: { ...POLICY.mail, linkHosts: [] } };
    const linked = SOUND.replace(/<p><a href="mailto.*\n/, '');
    expect(attempted(linked, 'en', bare).faults).toEqual([]);
    expect(attempted(SOUND, 'en', bare).faults).toHaveLength(2);
  });
});
