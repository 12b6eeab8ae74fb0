import { reservedWords } from './condition/condition.ts';
import { defaultMaxLength } from './instrument.ts';
import { itemFaults } from './item-faults.ts';
import type { ReadInstrument } from './placed-items.ts';
import type { PathFault } from './shape-faults.ts';

/** Largest number of items in one instrument; keeps the Conversation state small. */
export const maximumItems = 60;
/** Characters of text one response may hold; keeps one response exportable within 1 MiB. */
export const maximumTextLength = 40_000;
/** Questions in one survey above which set-up warns. */
export const manyQuestions = 30;

/** Faults of items together and of each by itself, conditions aside. */
export function meaningFaults(read: ReadInstrument): readonly PathFault[] {
  const languages = read.head?.languages ?? [];
  return [
    ...headFaults(read),
    ...idFaults(read),
    ...groupFaults(read),
    ...sizeFaults(read),
    ...read.items.flatMap(({ item, path }) =>
      itemFaults(item, languages).map((fault) => ({ ...fault, path: [...path, ...fault.path] })),
    ),
  ];
}

function headFaults({ head }: ReadInstrument): readonly PathFault[] {
  const languages = head?.languages ?? [];
  return languages.flatMap((language, index) =>
    languages.indexOf(language) === index
      ? []
      : [error(['languages', index], `${language} is listed twice`, 'Remove one of them.')],
  );
}

function idFaults({ items }: ReadInstrument): readonly PathFault[] {
  const ids = items.map(({ item }) => item.id);
  return items.flatMap(({ item: { id }, path }, index) => {
    const at = [...path, 'id'];
    if (ids.indexOf(id) !== index)
      return [error(at, `the id "${id}" is used twice`, 'Give every item its own id.')];
    if (!reservedWords.includes(id)) return [];
    return [
      error(
        at,
        `"${id}" is a word of conditions`,
        `Take another id; reserved are: ${reservedWords.join(', ')}.`,
      ),
    ];
  });
}

function groupFaults({ groups }: ReadInstrument): readonly PathFault[] {
  const names = groups.map(({ group }) => group.group);
  return groups.flatMap(({ group, path, size }, index) => {
    const faults: PathFault[] = [];
    if (names.indexOf(group.group) !== index) {
      faults.push(error([...path, 'group'], `the group "${group.group}" exists already`, 'Rename it.'));
    }
    if (group.pick !== undefined && group.pick > size) {
      const advice = `Pick at most ${size}, or leave pick out to ask all.`;
      faults.push(
        error([...path, 'pick'], `pick ${group.pick} is more than the ${size} items there`, advice),
      );
    }
    return faults;
  });
}

function sizeFaults({ items, groups, head }: ReadInstrument): readonly PathFault[] {
  const faults: PathFault[] = [];
  const at = ['items'];
  if (head !== null && items.length > 0 && items.every(({ item }) => item.type === 'info')) {
    faults.push(error(at, 'nothing is asked', 'Add an item that asks.'));
  }
  if (items.length > maximumItems) {
    faults.push(error(at, `${items.length} items, at most ${maximumItems} are possible`, 'Remove some.'));
  }
  const left = groups.reduce((sum, { group, size }) => sum + size - Math.min(size, group.pick ?? size), 0);
  const asked = items.filter(({ item }) => item.type !== 'info').length - left;
  if (asked > manyQuestions) {
    const reason = `up to ${asked} questions in one survey`;
    const advice = 'Length costs answers more than frequency does; ask less, or draw by pick.';
    faults.push({ severity: 'warning', path: at, reason, advice });
  }
  const length = items.reduce(
    (sum, { item }) => sum + (item.type === 'text' ? (item.maxLength ?? defaultMaxLength) : 0),
    0,
  );
  if (length > maximumTextLength) {
    const reason = `texts may reach ${length} characters, at most ${maximumTextLength} are possible`;
    faults.push(error(at, reason, 'Lower maxLength, or ask fewer texts.'));
  }
  return faults;
}

function error(path: readonly (string | number)[], reason: string, advice: string): PathFault {
  return { severity: 'error', path, reason, advice };
}
