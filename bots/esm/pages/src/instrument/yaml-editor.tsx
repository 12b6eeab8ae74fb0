import type { JSX, RefObject, TargetedKeyboardEvent } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import type { Fault } from '../../../src/fault.ts';
import { highlightYaml } from './highlight-yaml.ts';

interface YamlEditorProps {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly faults: readonly Fault[];
  /** Id of the list of faults. */
  readonly describedBy: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly isReadOnly: boolean;
}

/** The worst that is wrong on each line. */
function lineTones(faults: readonly Fault[]): ReadonlyMap<number, Fault['severity']> {
  const tones = new Map<number, Fault['severity']>();
  for (const { line, severity } of faults) {
    if (line !== null && tones.get(line) !== 'error') tones.set(line, severity);
  }
  return tones;
}

/** Enter keeps the indentation of the line; after a key that opens a block it grows. */
function indentAfter(line: string): string {
  const indent = /^\s*/.exec(line)?.[0] ?? '';
  const isEntry = /^\s*- /.test(line);
  return indent + (/:\s*$/.test(line) || isEntry ? '  ' : '');
}

function onEnter(event: TargetedKeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.isComposing) return;
  const { value, selectionStart, selectionEnd } = event.currentTarget;
  const line = value.slice(value.lastIndexOf('\n', selectionStart - 1) + 1, selectionStart);
  event.preventDefault();
  event.currentTarget.setRangeText(`\n${indentAfter(line)}`, selectionStart, selectionEnd, 'end');
  event.currentTarget.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/** Puts the caret at the beginning of a line and brings it into sight. */
export function showLine(field: HTMLTextAreaElement | null, line: number): void {
  if (field === null) return;
  const lines = field.value.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  field.focus();
  field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  field.scrollTop = Math.max(0, (line - 6) * (field.scrollHeight / Math.max(1, lines.length)));
}

/** A field for YAML with numbered lines, colours, and marks on the lines that have faults. */
export function YamlEditor(props: YamlEditorProps): JSX.Element {
  const { label, text, onText, faults, describedBy, field, isReadOnly } = props;
  const back = useRef<HTMLDivElement>(null);
  const tones = useMemo(() => lineTones(faults), [faults]);
  const lines = useMemo(() => text.split('\n').map(highlightYaml), [text]);
  return (
    <div class="editor">
      <div class="editor-back" ref={back} aria-hidden="true">
        {lines.map((pieces, index) => (
          <div key={index} class={`line ${tones.get(index + 1) ?? ''}`}>
            <span class="line-number">{index + 1}</span>
            {pieces.map((piece, place) => (
              <span key={place} class={`yaml-${piece.kind}`}>
                {piece.text}
              </span>
            ))}
          </div>
        ))}
      </div>
      <textarea
        ref={field}
        class="editor-field"
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={faults.some(({ severity }) => severity === 'error')}
        spellcheck={false}
        autocapitalize="off"
        autocomplete="off"
        wrap="off"
        readOnly={isReadOnly}
        value={text}
        onInput={(event) => onText(event.currentTarget.value)}
        onKeyDown={onEnter}
        onScroll={({ currentTarget }) => {
          back.current?.scrollTo(currentTarget.scrollLeft, currentTarget.scrollTop);
        }}
      />
    </div>
  );
}
