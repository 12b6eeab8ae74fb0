import { parseArgs } from 'node:util';
import { answer, type CommandLineEntry } from '../command-line.ts';
import { selectStudies } from '../postgres/study/select-studies.ts';
import type { Study } from './study.ts';

/** Most studies that are listed. */
const mostStudies = 10_000;

/** `opora esm study list`: where other commands learn the id of a study. */
export const studyListCommand: CommandLineEntry = {
  words: ['study', 'list'],
  usage: '[--json]',
  description: 'lists the studies with their ids, newest first',
  async run(argv, open, output) {
    let isJson: boolean;
    try {
      const options = { json: { type: 'boolean', default: false } } as const;
      isJson = parseArgs({ args: [...argv], options, strict: true }).values.json;
    } catch (error) {
      output.error(error instanceof Error ? error.message : String(error));
      return 2;
    }
    const { runtime, close } = await open();
    try {
      const studies = await runtime.database.query<Study>(selectStudies(null, mostStudies));
      const rows = studies.map(({ id, title, status, createdAt, openedAt, closedAt }) => ({
        ...{ id, title, status, createdAt, openedAt, closedAt },
      }));
      const lines = rows.map(
        ({ id, status, createdAt, title }) =>
          `${id}  ${status.padEnd(8)}  ${createdAt.slice(0, 10)}  ${title}`,
      );
      answer(output, isJson, rows, lines.length === 0 ? ['There is no study yet.'] : lines);
      return 0;
    } finally {
      await close();
    }
  },
};
