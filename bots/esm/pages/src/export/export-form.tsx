import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { createExport, type ExportFilters, type StudyExport, textModes } from '../api/exports.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { useAct } from '../loading/use-act.ts';
import { CheckField, SelectField, TextField } from '../parts/field.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { exportWords } from './export-words.ts';

interface ExportFormProps {
  readonly study: string;
  readonly onCreate: (created: StudyExport) => void;
}

const usual: ExportFilters = {
  ...{ texts: 'none', from: null, to: null, training: false, bom: false, delimiter: ',' },
};

/** Asks what an export holds and begins it. */
export function ExportForm({ study, onCreate }: ExportFormProps): JSX.Element {
  const { http, isOnline, notify } = useApp();
  const words = useWords(exportWords);
  const [filters, setFilters] = useState(usual);
  const act = useAct();
  const set = (change: Partial<ExportFilters>): void => setFilters({ ...filters, ...change });
  const submit = (event: Event): void => {
    event.preventDefault();
    void act.run(async () => {
      onCreate(await createExport(http, study, filters));
      notify({ text: words.begun });
    });
  };
  return (
    <form class="stack export-form" onSubmit={submit}>
      <SelectField
        label={words.texts}
        hint={words.textHints[filters.texts]}
        value={filters.texts}
        options={textModes.map((value) => ({ value, label: words.textModes[value] }))}
        onValue={(texts) => set({ texts })}
      />
      <div class="fields">
        <TextField
          label={words.from}
          type="date"
          hint={words.whole}
          value={filters.from ?? ''}
          onValue={(from) => set({ from: from === '' ? null : from })}
        />
        <TextField
          label={words.to}
          type="date"
          value={filters.to ?? ''}
          onValue={(to) => set({ to: to === '' ? null : to })}
        />
        <SelectField
          label={words.delimiter}
          value={filters.delimiter}
          options={([',', ';'] as const).map((value) => ({ value, label: words.delimiters[value] }))}
          onValue={(delimiter) => set({ delimiter })}
        />
      </div>
      <CheckField
        label={words.training}
        isChecked={filters.training}
        onCheck={(training) => set({ training })}
      />
      <CheckField label={words.bom} isChecked={filters.bom} onCheck={(bom) => set({ bom })} />
      <ProblemNote problem={act.problem} />
      <div>
        <button type="submit" class="button primary" disabled={act.isBusy || !isOnline}>
          {words.begin}
        </button>
      </div>
    </form>
  );
}
