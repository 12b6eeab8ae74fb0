import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { createStudy, type Study } from '../api/studies.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { type Language, pageLanguages } from '../language.ts';
import { useAct } from '../loading/use-act.ts';
import { Dialog } from '../parts/dialog.tsx';
import { SelectField, TextField } from '../parts/field.tsx';
import { LanguageSet } from '../parts/language-set.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { commonWords } from '../words/common.ts';
import { type FirstProtocol, firstProtocols } from './first-protocols.ts';
import { studiesWords } from './studies-words.ts';

interface CreateStudyProps {
  readonly onCreate: (study: Study) => void;
  readonly onClose: () => void;
}

/** Asks for what a study begins with. */
export function CreateStudy({ onCreate, onClose }: CreateStudyProps): JSX.Element {
  const { http, isOnline } = useApp();
  const words = useWords(studiesWords);
  const common = useWords(commonWords);
  const [title, setTitle] = useState('');
  const [languages, setLanguages] = useState<readonly Language[]>(pageLanguages);
  const [plan, setPlan] = useState<FirstProtocol>('typical');
  const act = useAct();

  const submit = (event: Event): void => {
    event.preventDefault();
    void act.run(async () => {
      onCreate(await createStudy(http, { title: title.trim(), languages, protocol: firstProtocols[plan] }));
    });
  };
  return (
    <Dialog title={words.create} onClose={onClose}>
      <form onSubmit={submit}>
        <TextField label={words.name} hint={words.nameHint} value={title} onValue={setTitle} />
        <LanguageSet label={words.languages} languages={languages} onLanguages={setLanguages} />
        <SelectField
          label={words.plan}
          hint={words.planHint}
          value={plan}
          onValue={setPlan}
          options={(Object.keys(firstProtocols) as FirstProtocol[]).map((value) => ({
            value,
            label: words.plans[value],
          }))}
        />
        <ProblemNote problem={act.problem} />
        <div class="dialog-acts">
          <button type="button" class="button" onClick={onClose}>
            {common.cancel}
          </button>
          <button
            type="submit"
            class="button primary"
            disabled={title.trim() === '' || languages.length === 0 || act.isBusy || !isOnline}
          >
            {words.create}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
