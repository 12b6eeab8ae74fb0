// Checks the pages: links and anchors lead somewhere, code equals its file, every page can be reached.
// Fails when it examined nothing, because a checker that sees no pages passes everything.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { root } from './prepare.mjs';

const ignored = new Set(['node_modules', 'dist', 'data', 'coverage']);
/** Where readers come in. */
const entrances = ['README.md', 'docs/README.md'];
/** Words of unfinished pages. */
const unfinished = /\b(TODO|FIXME|TBD|XXX|lorem ipsum)\b/i;

const faults = [];
const counted = { links: 0, anchors: 0, fences: 0 };

function* markdownFiles(folder) {
  for (const name of readdirSync(folder).sort()) {
    if (ignored.has(name) || (name.startsWith('.') && name !== '.github')) continue;
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* markdownFiles(path);
    else if (name.endsWith('.md')) yield relative(root, path).replaceAll('\\', '/');
  }
}

/** The text with everything inside fences blanked, and the fences; lines keep their numbers. */
function splitFences(name, text) {
  const fences = [];
  let open = null;
  const lines = text.split('\n').map((line, index) => {
    const mark = /^\s*(`{3,}|~{3,})(.*)$/.exec(line);
    if (open === null && mark !== null) {
      open = { mark: mark[1], language: mark[2].trim().split(/\s/)[0], at: index + 1, body: [] };
      return '';
    }
    if (open === null) return line;
    if (mark?.[1].startsWith(open.mark) && mark[2].trim() === '') {
      fences.push(open);
      open = null;
    } else open.body.push(line);
    return '';
  });
  if (open !== null) faults.push(`${name}:${open.at}: the fence is never closed`);
  return { prose: lines, fences };
}

/** Anchors as GitHub makes them of headings, and those written by hand. */
function anchorsOf(prose) {
  const seen = new Map();
  const anchors = new Set();
  for (const line of prose) {
    for (const [, id] of line.matchAll(/<a\s+(?:id|name)="([^"]+)"/g)) anchors.add(id);
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line);
    if (heading === null) continue;
    const slug = heading[1]
      .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[`*]/g, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    anchors.add(times === 0 ? slug : `${slug}-${times}`);
  }
  return anchors;
}

const linkPattern =
  /!?\[(?:[^\][]|\[[^\]]*\])*\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)|<(?:a|img)\s[^>]*?(?:href|src)="([^"]+)"/g;

function linksOf(prose) {
  const links = [];
  for (const [index, line] of prose.entries()) {
    const text = line.replace(/`[^`]*`/g, (code) => ' '.repeat(code.length));
    for (const match of text.matchAll(linkPattern))
      links.push({ target: match[1] ?? match[2], line: index + 1 });
    const definition = /^\s{0,3}\[[^\]]+\]:\s*(\S+)/.exec(text);
    if (definition !== null) links.push({ target: definition[1], line: index + 1 });
  }
  return links;
}

/** A fence whose first line names a file is that file. */
function checkFence(name, { at, body }) {
  counted.fences += 1;
  const first = /^(?:\/\/|#|--)\s+([\w./@-]+\/[\w.@-]+\.\w+)$/.exec(body[0] ?? '');
  if (first === null) return;
  const file = join(root, first[1]);
  if (!existsSync(file)) {
    faults.push(`${name}:${at}: the code names ${first[1]}, which does not exist`);
    return;
  }
  const shown = body.slice(1).join('\n').trim();
  const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim();
  if (shown !== text) faults.push(`${name}:${at}: the code differs from ${first[1]}`);
}

const pages = new Map();
for (const name of markdownFiles(root)) {
  const text = readFileSync(join(root, name), 'utf8').replaceAll('\r\n', '\n');
  const { prose, fences } = splitFences(name, text);
  pages.set(name, { prose, fences, anchors: anchorsOf(prose), links: linksOf(prose), targets: [] });
}

for (const [name, page] of pages) {
  for (const fence of page.fences) checkFence(name, fence);
  for (const [index, line] of page.prose.entries()) {
    const word = unfinished.exec(line.replace(/`[^`]*`/g, ''));
    if (word !== null) faults.push(`${name}:${index + 1}: "${word[1]}" marks an unfinished page`);
  }
  for (const { target, line } of page.links) {
    if (/^[a-z][a-z0-9+.-]*:/i.test(target)) continue;
    counted.links += 1;
    const [path, anchor] = target.split('#');
    const file = path === '' ? join(root, name) : resolve(root, dirname(name), decodeURIComponent(path));
    const key = relative(root, file).replaceAll('\\', '/');
    if (key.startsWith('..') || !existsSync(file)) {
      faults.push(`${name}:${line}: ${target} leads nowhere`);
      continue;
    }
    page.targets.push(key);
    if (anchor === undefined || anchor === '' || !pages.has(key)) continue;
    counted.anchors += 1;
    if (!pages.get(key).anchors.has(decodeURIComponent(anchor))) {
      faults.push(`${name}:${line}: ${target} names no heading`);
    }
  }
}

const reached = new Set(entrances);
for (const name of reached) for (const target of pages.get(name)?.targets ?? []) reached.add(target);
for (const entrance of entrances) if (!pages.has(entrance)) faults.push(`${entrance} is missing`);
for (const name of pages.keys()) {
  if (name.startsWith('docs/') && !reached.has(name)) {
    faults.push(`${name} cannot be reached from ${entrances.join(' or ')}`);
  }
}

process.stderr.write(
  `docs: ${pages.size} pages, ${counted.links} links, ${counted.anchors} anchors and ${counted.fences} fences examined\n`,
);
if (pages.size < 20 || counted.links < 100 || counted.fences < 10) {
  faults.push('too few pages, links or fences were examined: the checker is broken');
}
for (const fault of faults) process.stderr.write(`docs: ${fault}\n`);
process.exit(faults.length === 0 ? 0 : 1);
