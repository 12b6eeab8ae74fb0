/** What a piece of YAML is, for its colour. */
export type YamlPiece = { readonly kind: 'plain' | 'key' | 'comment' | 'mark'; readonly text: string };

const keyPattern = /^(\s*(?:- )*)("[^"]*"|[\w.-]+)(\s*:)(?=\s|$)/;
const flowKeyPattern = /([{,]\s*)([\w.-]+)(:)(?=\s)/g;

/** One line of YAML in pieces; together they are the line. It colours, it does not parse. */
export function highlightYaml(line: string): readonly YamlPiece[] {
  if (/^\s*#/.test(line)) return [{ kind: 'comment', text: line }];
  const pieces: YamlPiece[] = [];
  let rest = line;
  const key = keyPattern.exec(line);
  if (key !== null) {
    const [whole, indent = '', name = '', colon = ''] = key;
    pieces.push({ kind: 'plain', text: indent }, { kind: 'key', text: name }, { kind: 'mark', text: colon });
    rest = line.slice(whole.length);
  }
  let end = 0;
  for (const match of rest.matchAll(flowKeyPattern)) {
    const [, before = '', name = '', colon = ''] = match;
    pieces.push({ kind: 'plain', text: rest.slice(end, match.index) + before });
    pieces.push({ kind: 'key', text: name }, { kind: 'mark', text: colon });
    end = match.index + match[0].length;
  }
  pieces.push({ kind: 'plain', text: rest.slice(end) });
  return pieces.filter(({ text }) => text !== '');
}
