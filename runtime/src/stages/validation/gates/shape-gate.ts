import type { Validator } from '../../../contracts/draft.ts';
import type { Button, OutgoingMessage } from '../../../contracts/message.ts';

/** Bounds on what a Draft is made of, beside its text. */
const maximum = { rows: 12, buttonsInRow: 8, codeBytes: 64, labelCharacters: 64, fileBytes: 1_048_576 };

/**
 * Whether a Draft is what a Channel can render: whole characters without controls, buttons with codes and labels, a scale
 * that has a range. Reasons name the part: `text`, `buttons[0][1].code`.
 */
export function createShapeGate(): Validator {
  return {
    name: 'shape',
    judge: (draft) => [
      ...textFaults(draft.text),
      ...buttonFaults(draft.buttons ?? []),
      ...scaleFaults(draft),
      ...fileFaults(draft),
    ],
  };
}

const isText = (value: unknown): value is string => typeof value === 'string';
const hasControls = (text: string): boolean => /(?![\n\t])\p{Cc}/u.test(text);

function textFaults(text: unknown): readonly string[] {
  // What a model made may have any shape, whatever its type says.
  if (!isText(text)) return ['text: not a text'];
  if (!text.isWellFormed()) return ['text: half a character'];
  return hasControls(text) ? ['text: control characters'] : [];
}

function buttonFaults(rows: readonly (readonly Button[])[]): readonly string[] {
  if (!Array.isArray(rows) || rows.length > maximum.rows) return ['buttons: too many rows'];
  const codes = new Set<string>();
  return rows.flatMap((row, y) => {
    if (!Array.isArray(row) || row.length === 0 || row.length > maximum.buttonsInRow) {
      return [`buttons[${y}]: 1 to ${maximum.buttonsInRow} are allowed`];
    }
    return row.flatMap((button: Partial<Button> | null, x) => {
      const at = `buttons[${y}][${x}]`;
      const { code, label } = button ?? {};
      const faults: string[] = [];
      const bytes = isText(code) ? Buffer.byteLength(code) : 0;
      if (bytes === 0 || bytes > maximum.codeBytes)
        faults.push(`${at}.code: 1 to ${maximum.codeBytes} bytes`);
      else if (isText(code) && codes.has(code)) faults.push(`${at}.code: used twice`);
      if (isText(code)) codes.add(code);
      if (
        !isText(label) ||
        label.trim() === '' ||
        label.length > maximum.labelCharacters ||
        hasControls(label)
      ) {
        faults.push(`${at}.label: 1 to ${maximum.labelCharacters} characters`);
      }
      return faults;
    });
  });
}

function scaleFaults({ scale }: OutgoingMessage): readonly string[] {
  if (scale === undefined) return [];
  const isRange =
    scale !== null && Number.isInteger(scale.min) && Number.isInteger(scale.max) && scale.min < scale.max;
  return isRange ? [] : ['scale: no range'];
}

function fileFaults({ file }: OutgoingMessage): readonly string[] {
  if (file === undefined) return [];
  if (!isText(file.content) || Buffer.byteLength(file.content) > maximum.fileBytes)
    return ['file: too large'];
  return /^[^/\\\p{Cc}]{1,200}$/u.test(file.name) ? [] : ['file: name'];
}
