import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const sources = join(import.meta.dirname, '../../src');
const page = join(import.meta.dirname, '../../../docs/reference/errors.md');

const errorClass = /^(Config|Refused|Transient|Terminal|Cancelled|Invariant)Error$/;
/** Functions that take a code and answer or build with it. */
const takesCode = new Set(['problem', 'tryAgain', 'refusedForNow', 'failure']);
const codeShape = /^[a-z]+(_[a-z]+)*$/;
/** The places where codes stand in a table: of failed model calls, and of SQLSTATEs. */
const modelFile = 'contracts/model-error.ts';
const tableFile = 'postgres/translate-error.ts';

/** Tests and what they work with; their codes reach nobody. */
const isTool = /(^|\/)(test|testing|torture)\/|\.test\.ts$|-fixture\.ts$/;

const isCode = (node: ts.Node | undefined): node is ts.StringLiteral =>
  node !== undefined && ts.isStringLiteral(node) && codeShape.test(node.text);

function literalsIn(node: ts.Node): readonly string[] {
  const found: string[] = [];
  const visit = (each: ts.Node): void => {
    if (isCode(each)) found.push(each.text);
    ts.forEachChild(each, visit);
  };
  visit(node);
  return found;
}

/** The codes of one file, and the places whose code cannot be read. */
function codesOf(name: string, text: string): { readonly codes: string[]; readonly unread: string[] } {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const codes: string[] = [];
  const unread: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && errorClass.test(node.expression.getText())) {
      const first = node.arguments?.[0];
      if (isCode(first)) codes.push(first.text);
      else if (name !== tableFile && !isShorthand(first))
        unread.push(`${name}: ${node.getText().slice(0, 60)}`);
    } else if (ts.isPropertyAssignment(node) && node.name.getText() === 'code') {
      codes.push(...literalsIn(node.initializer));
    } else if (ts.isVariableDeclaration(node) && node.name.getText() === 'code' && node.initializer) {
      codes.push(...resultsOf(node.initializer));
    } else if (ts.isCallExpression(node) && takesCode.has(node.expression.getText())) {
      codes.push(...node.arguments.filter(isCode).map((each) => each.text));
    } else if (isCode(node) && node.text.startsWith('telegram_')) {
      codes.push(node.text);
    } else if (name === modelFile && ts.isPropertyAssignment(node) && codeShape.test(node.name.getText())) {
      codes.push(...[node.name.getText()].filter((key) => key.startsWith('model_')));
    } else if (name === tableFile && ts.isArrayLiteralExpression(node) && isRule(node)) {
      codes.push(...literalsIn(node.elements[1] as ts.Expression));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { codes, unread };
}

/** A code that a variable named `code` carries is read where the variable is set. */
const isShorthand = (node: ts.Node | undefined): boolean => node?.getText() === 'code';

/** What a conditional may give, without what it compares with. */
function resultsOf(node: ts.Expression): readonly string[] {
  if (ts.isConditionalExpression(node)) return [...resultsOf(node.whenTrue), ...resultsOf(node.whenFalse)];
  return isCode(node) ? [node.text] : [];
}

const isRule = ({ elements }: ts.ArrayLiteralExpression): boolean =>
  elements.length === 3 && ts.isArrayLiteralExpression(elements[0] as ts.Expression) && isCode(elements[1]);

const names = readdirSync(sources, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts') && !isTool.test(name));
const read = names.map((name) => codesOf(name, readFileSync(join(sources, name), 'utf8')));
const used = new Set(read.flatMap(({ codes }) => codes));
const described = [...readFileSync(page, 'utf8').matchAll(/^### (\S+)$/gm)].map((match) => match[1] ?? '');

test('the sources were read', () => {
  expect(names.length).toBeGreaterThan(100);
  expect(used.size).toBeGreaterThan(60);
  expect(read.flatMap(({ unread }) => unread)).toEqual([]);
});

test('every code has one section in docs/reference/errors.md, and every section a code', () => {
  expect(described.filter((code, index) => described.indexOf(code) !== index)).toEqual([]);
  expect([...used].filter((code) => !described.includes(code)).sort(), 'not described').toEqual([]);
  expect(described.filter((code) => !used.has(code)).sort(), 'used nowhere').toEqual([]);
});
