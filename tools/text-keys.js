/** What the sources say to people: every key of the catalogue, and what is wrong with how it is written. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';

import { parseSync } from 'vite';

/** Attributes whose words a person sees or hears, on elements and on components of ours. */
const SAID = new Set([
  'action', 'alt', 'aria-description', 'aria-label', 'aria-roledescription', 'aria-valuetext', 'blocked', 'data-tip', 'description', 'empty', 'error', 'help', 'hint', 'label', 'message', 'none',
  'placeholder', 'text', 'tip', 'title', 'what', 'word', 'words',
]);
/** Two letters one after the other; an address is no words. */
const LETTERS = /^(?!https?:).*\p{L}{2}/su;
const PLURALS = new Set(['plural']);
/** What runs before the Worker knows a language. */
const WORKER = 'src/fleet/worker.ts';

/** The one or two strings of `count(n, noun, nouns)` as a key: `# device|# devices`; null where they are no literals. */
function countKey([, noun, nouns]) {
  const one = literal(noun);
  const other = nouns === undefined ? one && `${one}s` : literal(nouns);
  return one === null || other === null ? null : `# ${one}|# ${other}`;
}

const literal = (node) => (node?.type === 'Literal' && typeof node.value === 'string' ? node.value : null);

/** The key of a template: its text with the gaps numbered. */
const keyOf = ({ quasis }) => quasis.map(({ value }) => value.cooked).reduce((key, part, index) => `${key}{${index - 1}}${part}`);

class Reader {
  keys = new Map();
  problems = [];
  /** File → what it imports statically, and the keys that it takes while it is loaded. */
  modules = new Map();

  read(file, source) {
    const { program, errors } = parseSync(file, source);
    if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
    const module = { imports: [], atOnce: [] };
    this.modules.set(file, module);
    const problem = (node, what) => this.problems.push(`${file}:${source.slice(0, node.start).split('\n').length} ${what}`);
    const add = (node, key, inFunction) => {
      if (!LETTERS.test(key.replaceAll(/\{\d+\}/gu, '')) && !/\d\} [a-z%]/u.test(key)) problem(node, `“${key}” holds no words`);
      if (key.split('|').some((form) => form !== form.trim())) problem(node, `“${key}” begins or ends with a space: say whole sentences`);
      this.keys.set(key, (this.keys.get(key) ?? new Set()).add(file));
      if (!inFunction) module.atOnce.push(key);
    };
    const bare = (node) => {
      if (node.type === 'JSXText' && LETTERS.test(node.value)) problem(node, `“${node.value.trim()}” is not marked: {t\`…\`}`);
      if (literal(node) !== null && LETTERS.test(node.value)) problem(node, `“${node.value}” is not marked: t\`…\``);
      if (node.type === 'ConditionalExpression') [node.consequent, node.alternate].forEach(bare);
      if (node.type === 'LogicalExpression') bare(node.right);
      if (node.type === 'JSXExpressionContainer') bare(node.expression);
    };
    const attribute = ({ name: { name }, value }, element) => {
      const component = /^[A-Z]/u.test(element.name?.name ?? '');
      const said = SAID.has(name) || (name === 'name' && component);
      if (!said || value === null) return;
      const node = value.type === 'JSXExpressionContainer' ? value.expression : value;
      // A lower-case word is the name of an icon or of a kind.
      if (name === 'name' && !/^\p{Lu}| /u.test(literal(node) ?? '')) return;
      bare(node);
    };
    const call = (node, inFunction) => {
      const [, one, other] = node.arguments;
      const name = node.callee.name;
      const key = name === 'count' ? countKey(node.arguments) : PLURALS.has(name) && literal(one) !== null && literal(other) !== null ? `${one.value}|${other.value}` : null;
      if (key === null) problem(node, `the words of ${name}() have to be literals`);
      else add(node, key, inFunction);
    };
    const walk = (node, inFunction) => {
      if (node === null || typeof node !== 'object') return;
      if (Array.isArray(node)) {
        for (const each of node) walk(each, inFunction);
        return;
      }
      const inside = inFunction || /Function/u.test(node.type ?? '') || node.type === 'PropertyDefinition';
      if (node.type === 'ImportDeclaration' && node.importKind !== 'type') module.imports.push(node.source.value);
      if (node.type === 'TaggedTemplateExpression' && (node.tag.name === 't' || node.tag.name === 'rich')) add(node, keyOf(node.quasi), inside);
      if (node.type === 'CallExpression' && (node.callee.name === 'count' || PLURALS.has(node.callee.name)) && node.arguments.length > 1) call(node, inside);
      if (node.type === 'JSXElement' || node.type === 'JSXFragment') node.children.forEach(bare);
      if (node.type === 'JSXOpeningElement') for (const each of node.attributes) if (each.type === 'JSXAttribute') attribute(each, node);
      for (const [name, value] of Object.entries(node)) if (name !== 'type' && typeof value === 'object') walk(value, inside);
    };
    walk(program.body, false);
  }

  /** What the Worker runs is run before it is told its language: words there stand in functions. */
  checkWorker() {
    const seen = new Set();
    const visit = (file) => {
      const module = this.modules.get(file);
      if (module === undefined || seen.has(file)) return;
      seen.add(file);
      for (const key of module.atOnce) this.problems.push(`${file} “${key}”: the Worker runs this file, so its words have to stand in functions`);
      for (const to of module.imports) visit(to.startsWith('#') ? `src/${to.slice(1)}` : posix.join(posix.dirname(file), to));
    };
    visit(WORKER);
  }
}

/** Reads every source below `src`, tests aside. @returns the keys with the files that use them, and problems, each a line */
export function readTexts(root) {
  const reader = new Reader();
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => `src/${file.split(sep).join('/')}`)
    .filter((file) => /\.tsx?$/u.test(file) && !/\.test\.tsx?$|-stand\.tsx?$/u.test(file) && !file.startsWith('src/texts/'));
  for (const file of files.toSorted()) reader.read(file, readFileSync(join(root, file), 'utf8'));
  reader.checkWorker();
  return { keys: reader.keys, problems: reader.problems };
}

/** What a translator copies: each key with its English; what depends on a number with its forms. */
export function template(keys) {
  const entries = [...keys.keys()].toSorted().map((key) => [key, key.includes('|') ? forms(key) : key]);
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}

function forms(key) {
  const [one, other] = key.split('|');
  return { one, other };
}
