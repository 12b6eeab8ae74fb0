import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { changeStudy, feedbackKinds, type Study, type StudyChange } from '../api/studies.ts';
import { useApp, useMayChange, useWords } from '../app/app-context.ts';
import type { StudyPageProps } from '../app/study-page.ts';
import { pageLanguages } from '../language.ts';
import { useAct } from '../loading/use-act.ts';
import { CheckField, NumberField, SelectField, TextField } from '../parts/field.tsx';
import { LanguageSet } from '../parts/language-set.tsx';
import { givenTexts, LanguageTexts } from '../parts/language-texts.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useLeaveGuard } from '../versions/use-versions.ts';
import { commonWords } from '../words/common.ts';
import { DeleteStudy } from './delete-study.tsx';
import { settingsWords } from './settings-words.ts';

type Draft = Pick<Study, 'title' | 'languages' | 'contact' | 'supportText' | 'aiAllowed' | 'feedback'> & {
  readonly retentionDays: number | null;
};

const draftOf = (study: Study): Draft => {
  const { title, languages, contact, supportText, aiAllowed, feedback, retentionDays } = study;
  return { title, languages, contact, supportText, aiAllowed, feedback, retentionDays };
};

/** A draft as the server takes it; languages in one order, so that equal ones read the same. */
function givenOf(study: Study, draft: Draft): StudyChange {
  const languages = pageLanguages.filter((code) => draft.languages.includes(code));
  return {
    ...{ title: draft.title.trim(), languages, aiAllowed: draft.aiAllowed, feedback: draft.feedback },
    contact: givenTexts(draft.contact, languages),
    supportText: givenTexts(draft.supportText, languages),
    retentionDays: draft.retentionDays ?? study.retentionDays,
  };
}

/** What differs from the study. */
function changeOf(study: Study, draft: Draft): StudyChange {
  const next = givenOf(study, draft);
  const now = givenOf(study, draftOf(study));
  const entries = Object.entries(next).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(now[key as keyof StudyChange]),
  );
  return Object.fromEntries(entries) as StudyChange;
}

interface FieldsProps {
  readonly study: Study;
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  readonly disabled: boolean;
}

function Fields({ study, draft, onDraft, disabled }: FieldsProps): JSX.Element {
  const words = useWords(settingsWords);
  const set = (change: Partial<Draft>): void => onDraft({ ...draft, ...change });
  return (
    <div class="stack settings">
      <TextField
        label={words.name}
        value={draft.title}
        disabled={disabled}
        onValue={(title) => set({ title })}
      />
      {study.status === 'draft' && (
        <LanguageSet
          label={words.languages}
          languages={draft.languages}
          disabled={disabled}
          onLanguages={(languages) => set({ languages })}
        />
      )}
      <LanguageTexts
        label={words.contact}
        hint={words.contactHint}
        languages={draft.languages}
        rows={3}
        text={draft.contact}
        disabled={disabled}
        onText={(contact) => set({ contact })}
      />
      <LanguageTexts
        label={words.support}
        hint={words.supportHint}
        languages={draft.languages}
        rows={5}
        text={draft.supportText}
        disabled={disabled}
        onText={(supportText) => set({ supportText })}
      />
      <div class="fields wide-fields">
        <SelectField
          label={words.feedback}
          value={draft.feedback}
          disabled={disabled}
          options={feedbackKinds.map((value) => ({ value, label: words.feedbacks[value] }))}
          onValue={(feedback) => set({ feedback })}
        />
        <NumberField
          label={words.retention}
          hint={words.retentionHint}
          min={1}
          value={draft.retentionDays}
          disabled={disabled}
          onValue={(retentionDays) => set({ retentionDays })}
        />
      </div>
      <CheckField
        label={words.ai}
        hint={words.aiHint}
        isChecked={draft.aiAllowed}
        disabled={disabled}
        onCheck={(aiAllowed) => set({ aiAllowed })}
      />
    </div>
  );
}

/** What can be changed of a study without a new version, and its deletion. */
export function SettingsPage({ study, onStudy }: StudyPageProps): JSX.Element {
  const { http, notify, isOnline } = useApp();
  const words = useWords(settingsWords);
  const common = useWords(commonWords);
  const mayChange = useMayChange();
  const disabled = !mayChange || study.status === 'closed';
  const [draft, setDraft] = useState(() => draftOf(study));
  const act = useAct();
  const change = changeOf(study, draft);
  const isChanged = Object.keys(change).length > 0;
  const isWhole = draft.title.trim() !== '' && draft.languages.length > 0;
  useLeaveGuard(isChanged);
  const submit = (event: Event): void => {
    event.preventDefault();
    void act.run(async () => {
      const next = await changeStudy(http, study, change);
      onStudy(next);
      setDraft(draftOf(next));
      notify({ text: words.saved });
    });
  };
  return (
    <>
      <PageHead title={words.title} lead={words.lead} tab={`${words.title} · ${study.title}`} />
      <form onSubmit={submit}>
        <Fields {...{ study, draft, disabled }} onDraft={setDraft} />
        {!disabled && (
          <div class={isChanged ? 'save-bar changed' : 'save-bar'}>
            <ProblemNote problem={act.problem} />
            <button
              type="submit"
              class="button primary"
              disabled={!isChanged || !isWhole || act.isBusy || !isOnline}
            >
              {common.save}
            </button>
          </div>
        )}
      </form>
      {mayChange && <DeleteStudy study={study} />}
    </>
  );
}
