import { describe, expect, it } from 'vitest';
import { openTemplates, sourceOf } from '../../../shared/adapters/templates.ts';
import { readShipped, variablesOf } from '../../support/shipped-letters.ts';

const HEAD = 'subject: a\nheading: b';
const data = variablesOf('en', { name: 'Ann' });

/** A template of somebody else in our layouts. */
const sourceWith = (head: string, html: string, text: string) =>
  sourceOf(
    (file) => (file === 'mine.en.liquid' ? `${head}\n---\n${html}\n---\n${text}` : readShipped(file)),
    'mine',
    'en',
  );
const rendered = (head: string, html = 'x', text = 'x', told: object = data) =>
  openTemplates({ 'mine.en': sourceWith(head, html, text) }).render('mine', 'en', { ...told });

describe('a template of somebody else', () => {
  it.each([
    ['an unknown variable in the subject', 'subject: {{ nmae }}\nheading: b', 'x', 'E_TEMPLATE_VARIABLE'],
    ['an unknown variable in the body', HEAD, '{{ coupon.code }}', 'E_TEMPLATE_VARIABLE'],
    ['an unknown variable behind an if', HEAD, '{% if coupon %}a{% endif %}', 'E_TEMPLATE_VARIABLE'],
    ['an unknown page of the shop', HEAD, '{{ links.sale }}', 'E_TEMPLATE_VARIABLE'],
    ['what every object has', HEAD, '{{ links.constructor }}', 'E_TEMPLATE_VARIABLE'],
    ['an unknown filter', HEAD, '{{ name | shout }}', 'E_TEMPLATE_BROKEN'],
    ['unescaped output', HEAD, '{{ name | raw }}', 'E_TEMPLATE_BROKEN'],
    ['data run as a template', HEAD, "{{ links | where_exp: 'a', name }}", 'E_TEMPLATE_BROKEN'],
    ['the clock', HEAD, "{{ 'now' | date: '%s' }}", 'E_TEMPLATE_BROKEN'],
    ['chance', HEAD, '{{ name | sample }}', 'E_TEMPLATE_BROKEN'],
    ['a file of the disk', HEAD, "{% render 'package.json' %}", 'E_TEMPLATE_BROKEN'],
    ['a file of the disk, included', HEAD, "{% include 'package.json' %}", 'E_TEMPLATE_BROKEN'],
    ['a layout of the disk', HEAD, "{% layout 'package.json' %}", 'E_TEMPLATE_BROKEN'],
    ['a block', HEAD, '{% block a %}{% endblock %}', 'E_TEMPLATE_BROKEN'],
    ['an open tag', HEAD, '{% if name %}', 'E_TEMPLATE_BROKEN'],
    ['a tag that closes what is not its own', HEAD, '{% endif %}{% if name %}', 'E_TEMPLATE_BROKEN'],
    ['an endless loop', HEAD, '{% for i in (1..100000000) %}x{% endfor %}', 'E_TEMPLATE_BROKEN'],
    ['too much text', HEAD, 'x'.repeat(200_001), 'E_TEMPLATE_BROKEN'],
    ['no subject', 'heading: b', 'x', 'E_TEMPLATE_BROKEN'],
    ['no heading', 'subject: a', 'x', 'E_TEMPLATE_BROKEN'],
    ['an empty heading', 'subject: a\nheading:', 'x', 'E_TEMPLATE_BROKEN'],
    ['a layout without its button', `${HEAD}\nlayout: action\nlink: home`, 'x', 'E_TEMPLATE_BROKEN'],
    [
      'a button to an unknown page',
      `${HEAD}\nlayout: action\nlink: sale\nbutton: c`,
      'x',
      'E_TEMPLATE_VARIABLE',
    ],
    ['an unknown layout', `${HEAD}\nlayout: fancy`, 'x', 'E_TEMPLATE_BROKEN'],
    ['a layout that is a path', `${HEAD}\nlayout: ../../../package`, 'x', 'E_TEMPLATE_BROKEN'],
    ['an accent that is more than a colour', `${HEAD}\naccent: red;x:url(a)`, 'x', 'E_TEMPLATE_BROKEN'],
    ['a page of its own without a way out', 'subject: a\nlayout: own', '<html></html>', 'E_TEMPLATE_BROKEN'],
  ])('with %s is refused', (_, head, html, code) => {
    expect(() => rendered(head, html)).toThrow(expect.objectContaining({ name: code }));
  });

  it('names the variable and the file, in both languages', () => {
    const attempt = () => rendered(HEAD, '{{ nmae }}');
    expect(attempt).toThrow(/mine\.en\.liquid uses \{\{ nmae \}\}.*用了未知变量 \{\{ nmae \}\}/);
  });

  it.each([
    ['head', 'heading: b\nsubject: {{ name', 'x', 'x', 2],
    ['HTML', HEAD, 'x\n\n{% if name %}', 'x', 6],
    ['text', HEAD, 'x', 'x\n{{ name | shout }}', 7],
  ])('names the line of the fault in its %s', (_, head, html, text, line) => {
    expect(() => sourceWith(head, html, text)).toThrow(
      new RegExp(`cannot be read at line ${line}:.* 第 ${line} 行无法解析`),
    );
  });

  it('is refused when it is not there', () => {
    expect(() => sourceOf(readShipped, 'missing', 'en')).toThrow(
      expect.objectContaining({ name: 'E_TEMPLATE_MISSING' }),
    );
    expect(() => openTemplates({}).render('missing', 'en', {})).toThrow(
      expect.objectContaining({ name: 'E_TEMPLATE_MISSING' }),
    );
  });
});

describe('what a template is told', () => {
  it('never becomes template, whatever it looks like', () => {
    const evil = '{{ shop }}{% raw %}[[footer]]';
    const mail = rendered('subject: {{ name }}\nheading: b', '{{ name }}', '{{ name }}', {
      ...data,
      name: evil,
    });
    expect(mail.subject).toBe(evil);
    expect(mail.text).toContain(evil);
    expect(mail.html).toContain(evil);
  });

  it.each(['a\r\nBcc: x@y.z', 'a\nb', 'a\u2028b', 'a\0b'])('breaks no line of the subject: %j', (shop) => {
    const { subject } = rendered('subject: {{ shop }}\nheading: b', 'x', 'x', { ...data, shop });
    expect(subject).toMatch(/^a [Bb]/);
    expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
  });

  it('breaks no line of the subject by a filter either', () => {
    const head = `subject: {{ shop | url_decode }}\nheading: b`;
    expect(rendered(head, 'x', 'x', { ...data, shop: 'a%0D%0Ab' }).subject).toBe('a b');
  });

  it('stays inside an attribute', () => {
    const { html } = rendered(HEAD, '<a title="{{ name }}">x</a>', 'x', { ...data, name: '" onclick="y' });
    expect(html).toContain('title="&#34; onclick=&#34;y"');
  });
});

describe('a whole document of somebody else', () => {
  it('stays as it is, and its plain text gets our footer', () => {
    const own = '<html><body>[[body]] <a href="{{ unsubscribeUrl }}">x</a></body></html>';
    const { subject, html, text } = rendered('subject: a\nlayout: own', own, 'Hello');
    expect(subject).toBe('a');
    expect(html).toBe(own.replace('{{ unsubscribeUrl }}', data.unsubscribeUrl));
    expect(text).toMatch(/^Hello\n\n-- \nYou are getting this mail/);
    expect(text).toContain(data.unsubscribeUrl);
  });
});
