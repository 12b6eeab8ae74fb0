import { type Instrument, type Item, itemsOf } from '../../instrument/instrument.ts';

/** An item as it becomes columns: one for all versions that ask the same on the same scale. */
export interface ExportItem {
  /** Name of the column with its value; further columns are `<column>.<what>`. */
  readonly column: string;
  /** As the newest of its versions defines it; options of older ones are kept. */
  readonly item: Item;
  /** Instruments and versions that ask it, as `name version`. */
  readonly versions: readonly string[];
}

/** The items of an export in order of columns. */
export interface ExportItems {
  readonly items: readonly ExportItem[];
  /** Place in `items` of an item of one version; undefined where that version does not ask it. */
  placeOf(versionKey: string, itemId: string): number | undefined;
}

/** How a version of an instrument is named in exports. */
export function versionKey(instrument: string, version: number): string {
  return `${instrument} ${version}`;
}

/**
 * Merges versions, oldest first. An item that changed its type, or the ends of its scale, is another variable: it gets a
 * column of its own, `<id>.v2`, so that values that mean different things never share one. An id that is the name of a
 * fixed column (`taken`), or a word of SPSS or R, becomes `<id>.item`.
 */
export function exportItems(instruments: readonly Instrument[], taken: ReadonlySet<string>): ExportItems {
  const found: { column: string; item: Item; versions: string[]; kind: string }[] = [];
  const places = new Map<string, number>();
  for (const instrument of instruments) {
    const key = versionKey(instrument.instrument, instrument.version);
    for (const item of itemsOf(instrument)) {
      const kind = kindOf(item);
      const variants = found.filter(({ item: { id } }) => id === item.id);
      const same = variants.find((one) => one.kind === kind);
      if (same === undefined) {
        places.set(`${key}/${item.id}`, found.length);
        const column = columnName(item.id, variants.length + 1, taken);
        found.push({ column, item, versions: [key], kind });
      } else {
        places.set(`${key}/${item.id}`, found.indexOf(same));
        same.item = merged(same.item, item);
        same.versions.push(key);
      }
    }
  }
  return {
    items: found.map(({ column, item, versions }) => ({ column, item, versions })),
    placeOf: (version, itemId) => places.get(`${version}/${itemId}`),
  };
}

function kindOf(item: Item): string {
  return item.type === 'scale' ? `scale ${item.min} ${item.max}` : item.type;
}

function columnName(id: string, variant: number, taken: ReadonlySet<string>): string {
  const name = taken.has(id) || reserved.has(id) ? `${id}.item` : id;
  return variant === 1 ? name : `${name}.v${variant}`;
}

/** The newer definition; a text is validated as strictly as any version did, options are never forgotten. */
function merged(older: Item, newer: Item): Item {
  if (newer.type === 'text' && older.type === 'text') {
    const validate = [newer.validate, older.validate].find((one) => one !== undefined && one !== 'none');
    return { ...newer, ...(validate === undefined ? {} : { validate }) };
  }
  if ((newer.type === 'choice' || newer.type === 'multi') && newer.type === older.type) {
    const added = newer.options.filter(({ id }) => !older.options.some((option) => option.id === id));
    const kept = older.options.map((option) => newer.options.find(({ id }) => id === option.id) ?? option);
    return { ...newer, options: [...kept, ...added] };
  }
  if (newer.type === 'number' && older.type === 'number') {
    const { min: _least, max: _most, ...rest } = newer;
    const least = bound(older.min, newer.min, Math.min);
    const most = bound(older.max, newer.max, Math.max);
    return {
      ...rest,
      ...(least === undefined ? {} : { min: least }),
      ...(most === undefined ? {} : { max: most }),
      integer: older.integer === true && newer.integer === true,
    };
  }
  return newer;
}

function bound(
  one: number | undefined,
  other: number | undefined,
  choose: (one: number, other: number) => number,
): number | undefined {
  return one === undefined || other === undefined ? undefined : choose(one, other);
}

/** Words that SPSS or R keep for themselves. */
const reserved: ReadonlySet<string> = new Set(
  'all and by eq ge gt le lt ne not or to with if else for in next break while repeat function'.split(' '),
);
