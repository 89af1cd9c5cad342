import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../..', import.meta.url).pathname;
const SES = 'shared/adapters/ses.ts';
/** The local servers play AWS: they answer and never ask. */
const SERVERS = 'infra/local/servers/';

const sources = ['shared', 'lambdas', 'infra'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => join(folder, name))
    .map((file) => sourceOf(file)),
);

function sourceOf(file: string) {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return { file, text, tree: treeOf(text) };
}

function treeOf(text: string): ts.SourceFile {
  return ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest);
}

function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* nodesOf(child);
}

interface Imported {
  from: string;
  name: string;
}

/** Everything of one sort in the sources that name it. */
const found = <T extends ts.Node>(name: string, sort: (node: ts.Node) => node is T) =>
  sources
    .filter(({ text }) => text.includes(name))
    .flatMap(({ file, tree }) =>
      [...nodesOf(tree)]
        .filter(sort)
        .filter((node) => (node as unknown as ts.CallExpression).expression.getText(tree) === name)
        .map((node) => ({ file, tree, node })),
    );

/** Every name that a file takes from a package, by static and by dynamic imports. */
function importsOf(tree: ts.SourceFile): Imported[] {
  return [...nodesOf(tree)].flatMap((node) => {
    if (ts.isImportDeclaration(node)) return staticImports(node);
    const dynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
    const [from] = dynamic ? node.arguments : [];
    return from && ts.isStringLiteral(from) ? [{ from: from.text, name: '*' }] : [];
  });
}

function staticImports({ moduleSpecifier, importClause }: ts.ImportDeclaration): Imported[] {
  const from = (moduleSpecifier as ts.StringLiteral).text;
  const bindings = importClause?.namedBindings;
  if (!bindings || !ts.isNamedImports(bindings)) return [{ from, name: '*' }];
  return bindings.elements.map((element) => ({ from, name: (element.propertyName ?? element.name).text }));
}

const imports = sources.flatMap(({ file, tree }) => importsOf(tree).map((each) => ({ file, ...each })));
const takenFrom = (from: string | RegExp) =>
  imports.filter((each) => (typeof from === 'string' ? each.from === from : from.test(each.from)));
const filesOf = (found: { file: string }[]) => [...new Set(found.map(({ file }) => file))].sort();

/** The properties of an object in the source and of those inside it, as written. */
const settingsOf = (node: ts.Expression | undefined, tree: ts.SourceFile): string[] =>
  [...(node ? nodesOf(node) : [])]
    .filter(ts.isPropertyAssignment)
    .map(({ name, initializer }) => `${name.getText(tree)}: ${initializer.getText(tree)}`);

const made = found('SESClient', ts.isNewExpression);

describe('mail leaves through one place', () => {
  it('finds what it is to judge', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(filesOf(takenFrom('zod')).length).toBeGreaterThan(20);
  });

  it('one client of SES, made once: no retries (F16), no kept connection (F17), time-outs that throw (F5)', () => {
    expect(made.map(({ file }) => file)).toEqual([SES]);
    const settings = made.flatMap(({ node, tree }) => settingsOf(node.arguments?.[0], tree));
    const told = settings.filter((each) => /^(maxAttempts|keepAlive|throwOn)/.test(each));
    const wanted = ['maxAttempts: 1', 'keepAlive: false', 'throwOnRequestTimeout: true'];
    expect(new Set(told)).toEqual(new Set(wanted));
  });

  it('what a caller hands over cannot turn the retries on again', () => {
    const [argument] = made[0]?.node.arguments ?? [];
    const properties = argument && ts.isObjectLiteralExpression(argument) ? argument.properties : [];
    const last = properties.at(-1);
    expect(last && ts.isPropertyAssignment(last) && (last.name as ts.Identifier).text).toBe('maxAttempts');
  });

  it('nobody who runs in AWS hands anything over', () => {
    const calls = found('openSes', ts.isCallExpression);
    expect(calls.length).toBeGreaterThan(1);
    expect(filesOf(calls.filter(({ node }) => node.arguments.length > 0))).toEqual([]);
  });

  it('nobody else knows the client or a command that sends', () => {
    const others = takenFrom('@aws-sdk/client-ses').filter(({ file }) => file !== SES);
    expect(others.filter(({ name }) => !/^(SESServiceException|Get\w+Command)$/.test(name))).toEqual([]);
    expect(takenFrom('@aws-sdk/client-ses').some(({ name }) => /^Send/.test(name))).toBe(true);
  });

  it('the newer interface of SES is only read', () => {
    const read =
      /^(Get|List)\w+(Command|CommandOutput)$|^SESv2(Client|ServiceException|ClientConfig)$|^EventDestination$/;
    const taken = takenFrom('@aws-sdk/client-sesv2');
    expect(taken.filter(({ name }) => !read.test(name))).toEqual([]);
    expect(taken.length).toBeGreaterThan(0);
  });

  it('no other way out: no transport, no SNS or Pinpoint mail, no bare request from what runs in AWS', () => {
    const inAws = imports.filter(({ file }) => /^(shared|lambdas)\//.test(file));
    const ways = /^(node:)?(http2?|https|net|tls|dgram)$|^undici|^axios|client-(pinpoint|workmail|sns)/;
    const used = inAws.filter(({ from }) => ways.test(from));
    expect(used.filter(({ file, name }) => file !== SES || name !== 'Agent')).toEqual([]);
    const fetching = found('fetch', ts.isCallExpression).filter(({ file }) =>
      /^(shared|lambdas)\//.test(file),
    );
    expect(filesOf(fetching)).toEqual([]);
  });

  it('the maker of MIME only makes: none of its transports is taken', () => {
    const taken = takenFrom(/^nodemailer/);
    expect(filesOf(taken)).toEqual(['shared/adapters/mime.ts']);
    expect(taken.every(({ from }) => from.startsWith('nodemailer/lib/mail-composer'))).toBe(true);
  });

  it('the command line sends nothing past that place either', () => {
    const cli = imports.filter(({ file }) => file.startsWith('infra/') && !file.startsWith(SERVERS));
    expect(cli.filter(({ from }) => /client-ses$|nodemailer/.test(from))).toEqual([]);
  });
});
