import { join } from 'node:path';
import type { Cell, ColumnInfo } from '../columns/column.ts';
import type { ExportFilters } from '../export-filters.ts';
import { type CsvStyle, csvCell, csvLine, csvLineEnd, guardFormula, onOneLine } from './csv.ts';
import { RowFile, type WrittenFile } from './row-file.ts';

/** Where and how a table is written. */
export interface TableWriterOptions {
  readonly folder: string;
  /** The files are `<name>.csv` and `<name>.jsonl`. */
  readonly name: string;
  readonly filters: Pick<ExportFilters, 'bom' | 'delimiter'>;
  /** A further CSV in which every row is one line; null for none. */
  readonly singleLineName: string | null;
}

interface TableFiles {
  readonly csv: RowFile;
  readonly jsonl: RowFile;
  readonly singleLine: RowFile | null;
}

/** The newest text of a column in every form: most columns repeat theirs from row to row. */
interface KnownText {
  text: string | null;
  csv: string;
  singleLine: string;
  json: string;
}

/**
 * Writes one table in every form an export has: CSV, and JSONL with one object a line under the names of the columns, where
 * texts are exact and blank cells are left out.
 */
export class TableWriter {
  /** Longest text of each text column as it stands in the single-line CSV, in bytes of UTF-8. */
  readonly widths: Map<string, number> = new Map();
  rows = 0;
  readonly #columns: readonly ColumnInfo[];
  readonly #keys: readonly string[];
  readonly #known: readonly KnownText[];
  readonly #delimiter: CsvStyle['delimiter'];
  readonly #files: TableFiles;

  private constructor(columns: readonly ColumnInfo[], delimiter: CsvStyle['delimiter'], files: TableFiles) {
    this.#columns = columns;
    this.#keys = columns.map(({ name }) => `${JSON.stringify(name)}:`);
    this.#known = columns.map(() => ({ text: null, csv: '', singleLine: '', json: '' }));
    this.#delimiter = delimiter;
    this.#files = files;
  }

  /** Makes the files. Throws where one exists. */
  static async create(columns: readonly ColumnInfo[], options: TableWriterOptions): Promise<TableWriter> {
    const { folder, name, filters, singleLineName } = options;
    const names = columns.map((column) => column.name);
    const head = (filters.bom ? '\ufeff' : '') + csvLine(names, filters);
    const csv = await RowFile.create(join(folder, `${name}.csv`), head);
    const jsonl = await RowFile.create(join(folder, `${name}.jsonl`), '');
    const singleLine =
      singleLineName === null ? null : await RowFile.create(join(folder, singleLineName), head);
    return new TableWriter(columns, filters.delimiter, { csv, jsonl, singleLine });
  }

  /** Adds a row: a cell for each column, in their order. */
  add(cells: readonly Cell[]): void {
    let [csv, json] = ['', ''];
    for (let index = 0; index < cells.length; index += 1) {
      if (index > 0) csv += this.#delimiter;
      const cell = cells[index] ?? null;
      if (cell === null) continue;
      json += json === '' ? '{' : ',';
      json += this.#keys[index];
      if (typeof cell === 'number') {
        csv += cell;
        json += cell;
      } else {
        const forms = this.#formsOf(index, cell);
        csv += forms.csv;
        json += forms.json;
      }
    }
    this.#files.csv.add(csv + csvLineEnd);
    this.#files.jsonl.add(`${json === '' ? '{' : json}}\n`);
    this.#files.singleLine?.add(this.#onOneLine(cells));
    this.rows += 1;
  }

  #onOneLine(cells: readonly Cell[]): string {
    const forms = cells.map((cell, index) =>
      typeof cell === 'string' ? this.#formsOf(index, cell).singleLine : csvCell(cell, this.#delimiter),
    );
    return forms.join(this.#delimiter) + csvLineEnd;
  }

  /** Writes what is full; call it between batches. */
  async flush(): Promise<void> {
    for (const file of this.#all()) await file.flush();
  }

  /** Writes the rest and closes. */
  async finish(): Promise<readonly WrittenFile[]> {
    const written: WrittenFile[] = [];
    for (const file of this.#all()) written.push(await file.finish());
    return written;
  }

  /** Closes without finishing; harmless after `finish`. */
  async abandon(): Promise<void> {
    for (const file of this.#all()) await file.abandon();
  }

  #all(): readonly RowFile[] {
    const { csv, jsonl, singleLine } = this.#files;
    return singleLine === null ? [csv, jsonl] : [csv, jsonl, singleLine];
  }

  #formsOf(index: number, text: string): KnownText {
    const known = this.#known[index] as KnownText;
    if (known.text === text) return known;
    const oneLine = onOneLine(text);
    known.text = text;
    known.csv = csvCell(text, this.#delimiter);
    known.singleLine = oneLine === text ? known.csv : csvCell(oneLine, this.#delimiter);
    known.json = JSON.stringify(text);
    this.#measure(index, oneLine);
    return known;
  }

  #measure(index: number, oneLine: string): void {
    const name = this.#columns[index]?.name ?? '';
    const widest = this.widths.get(name) ?? 0;
    // What cannot be longer, at three bytes of UTF-8 a unit and an apostrophe, need not be measured.
    if (oneLine.length * 3 + 1 <= widest) return;
    const bytes = Buffer.byteLength(guardFormula(oneLine));
    if (bytes > widest) this.widths.set(name, bytes);
  }
}
