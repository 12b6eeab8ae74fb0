import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { usualConsentParts } from '../../../src/study/consent-parts.ts';
import { usualConsentText } from '../../../src/study/usual-consent-text.ts';
import type { Study } from '../api/studies.ts';
import type { SavedVersion, Version } from '../api/versions.ts';
import { useApp, useMayChange, useWords } from '../app/app-context.ts';
import type { StudyPageProps } from '../app/study-page.ts';
import { LoadView } from '../loading/load-view.tsx';
import { useAct } from '../loading/use-act.ts';
import type { Loaded } from '../loading/use-load.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { CheckField } from '../parts/field.tsx';
import { LanguageTexts } from '../parts/language-texts.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { SaveBar } from '../versions/save-bar.tsx';
import { currentVersion, useLeaveGuard, useSaveVersion, useVersions } from '../versions/use-versions.ts';
import { VersionList } from '../versions/version-list.tsx';
import { versionWords } from '../versions/version-words.ts';
import {
  type ConsentDraft,
  type ConsentPart,
  consentParts,
  isWhole,
  toConsent,
  toConsentDraft,
} from './consent-draft.ts';
import { consentWords } from './consent-words.ts';

interface PartProps {
  readonly part: ConsentPart;
  readonly study: Study;
  readonly draft: ConsentDraft;
  readonly onDraft: (draft: ConsentDraft) => void;
  readonly disabled: boolean;
}

function PartFields({ part, study, draft, onDraft, disabled }: PartProps): JSX.Element {
  const words = useWords(consentWords);
  const text = draft.parts[part];
  const set = (next: ConsentDraft['text'] | null): void =>
    onDraft({ ...draft, parts: { ...draft.parts, [part]: next } });
  return (
    <section class="block">
      <h2>{words.parts[part]}</h2>
      <div class="stack">
        <CheckField
          label={words.ask}
          hint={words.partHints[part]}
          isChecked={text !== null}
          disabled={disabled}
          onCheck={(isAsked) => set(isAsked ? usualConsentParts[part] : null)}
        />
        {text !== null && (
          <LanguageTexts
            label={words.parts[part]}
            isLabelHidden
            languages={study.languages}
            rows={5}
            {...{ text, disabled }}
            onText={set}
          />
        )}
      </div>
    </section>
  );
}

interface EditorProps extends StudyPageProps {
  readonly versions: Loaded<readonly Version[]>;
  readonly list: readonly Version[];
}

function ConsentEditor({ study, onStudy, versions, list }: EditorProps): JSX.Element {
  const { notify } = useApp();
  const words = useWords(consentWords);
  const kept = useWords(versionWords);
  const mayChange = useMayChange() && study.status !== 'closed';
  const current = currentVersion(study, 'consents');
  const stored = list.find(({ version }) => version === current) ?? list[0];
  const [base, setBase] = useState(() => toConsentDraft(stored?.definition));
  const [draft, setDraft] = useState(base);
  const [saved, setSaved] = useState<SavedVersion | null>(null);
  const [isAsking, setAsking] = useState(false);
  const act = useAct();
  const save = useSaveVersion(study, 'consents', versions, onStudy);
  const definition = useMemo(() => toConsent(draft, study.languages), [draft, study.languages]);
  const isChanged =
    list.length === 0 || JSON.stringify(definition) !== JSON.stringify(toConsent(base, study.languages));
  const isBlank = study.languages.every((code) => (draft.text[code] ?? '').trim() === '');
  useLeaveGuard(mayChange && list.length > 0 && isChanged);

  const store = async (): Promise<void> => {
    const answer = await save({ data: definition });
    setSaved(answer);
    setBase(draft);
    notify({ text: (study.status === 'draft' ? kept.saved : kept.savedLive)(answer.version) });
  };
  return (
    <>
      <section class="block first">
        <LanguageTexts
          label={words.text}
          hint={words.textHint}
          languages={study.languages}
          rows={18}
          text={draft.text}
          disabled={!mayChange}
          onText={(text) => setDraft({ ...draft, text })}
        />
        {mayChange && isBlank && (
          <div class="row">
            <button
              type="button"
              class="button"
              onClick={() => setDraft({ ...draft, text: usualConsentText })}
            >
              {words.usual}
            </button>
          </div>
        )}
      </section>
      {consentParts.map((part) => (
        <PartFields key={part} {...{ part, study, draft }} disabled={!mayChange} onDraft={setDraft} />
      ))}
      {mayChange && (
        <SaveBar
          {...{ isChanged, saved, isBusy: act.isBusy, problem: act.problem }}
          next={(list[0]?.version ?? 0) + 1}
          isUsable={isWhole(draft, study.languages)}
          onSave={() => (study.status === 'draft' ? void act.run(store) : setAsking(true))}
        />
      )}
      <VersionList
        versions={list}
        current={current}
        onTake={mayChange ? (version) => setDraft(toConsentDraft(version.definition)) : null}
      />
      {isAsking && (
        <ConfirmDialog
          title={words.confirmTitle}
          act={words.confirmAct}
          tone="plain"
          onConfirm={store}
          onClose={() => setAsking(false)}
        >
          <p>{words.confirmText}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

/** What participants agree to. */
export function ConsentPage(props: StudyPageProps): JSX.Element {
  const words = useWords(consentWords);
  const versions = useVersions(props.study, 'consents');
  return (
    <>
      <PageHead title={words.title} lead={words.lead} tab={`${words.title} · ${props.study.title}`} />
      <LoadView loaded={versions} lines={8}>
        {(list) => <ConsentEditor {...props} versions={versions} list={list} />}
      </LoadView>
    </>
  );
}
