import type { JSX } from 'preact';
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import { z } from 'zod';
import type { Fault } from '../../../src/fault.ts';
import { checkInstrument, type InstrumentCheck } from '../../../src/instrument/check-instrument.ts';
import { type Instrument, itemsOf } from '../../../src/instrument/instrument.ts';
import type { Study } from '../api/studies.ts';
import type { SavedVersion, Version } from '../api/versions.ts';
import { useApp, useMayChange, useWords } from '../app/app-context.ts';
import type { StudyPageProps } from '../app/study-page.ts';
import { LoadView } from '../loading/load-view.tsx';
import { useAct } from '../loading/use-act.ts';
import type { Loaded } from '../loading/use-load.ts';
import { PlusIcon } from '../parts/icons.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { SaveBar } from '../versions/save-bar.tsx';
import { currentVersion, useLeaveGuard, useSaveVersion, useVersions } from '../versions/use-versions.ts';
import { VersionList } from '../versions/version-list.tsx';
import { versionWords } from '../versions/version-words.ts';
import { ChatPreview } from './chat-preview.tsx';
import { FaultList } from './fault-list.tsx';
import { firstInstrumentText, toInstrumentText } from './instrument-text.ts';
import { instrumentWords } from './instrument-words.ts';
import { nextOwnVersion, ownVersionFault, withOwnVersion } from './own-version.ts';
import { showLine, YamlEditor } from './yaml-editor.tsx';

// The content security policy allows no code made at run time.
z.config({ jitless: true });

const pauseMs = 150;

/** Errors of a study: its languages must be there, and a number means one questionnaire only. */
function studyFaults(
  instrument: Instrument,
  text: string,
  study: Study,
  versions: readonly Version[],
): readonly Fault[] {
  const missing = study.languages.filter((code) => !instrument.languages.includes(code));
  const line = text.split('\n').findIndex((one) => /^languages\s*:/.test(one)) + 1;
  const languages: Fault = {
    ...{ severity: 'error', line: Math.max(1, line), path: 'languages' },
    reason: `the study is also held in ${missing.join(', ')}`,
    advice: 'Write every text in these languages too, and list them.',
  };
  const own = ownVersionFault(instrument, versions, text);
  return [...(missing.length > 0 ? [languages] : []), ...(own === null ? [] : [own])];
}

interface StudyCheck extends InstrumentCheck {
  /** The last instrument that could be read. */
  readonly readable: Instrument | null;
  /** The number to take instead, where the text has a used one. */
  readonly freeVersion: number | null;
}

/** The check of the text a moment after it stopped changing. */
function useCheck(text: string, study: Study, versions: readonly Version[]): StudyCheck {
  const [settled, settle] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => settle(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  const readable = useRef<Instrument | null>(null);
  return useMemo(() => {
    const { instrument, faults } = checkInstrument(settled);
    if (instrument !== null) readable.current = instrument;
    const more = instrument === null ? [] : studyFaults(instrument, settled, study, versions);
    const isTaken = instrument !== null && more.some(({ path }) => path === 'version');
    return {
      instrument: more.length > 0 ? null : instrument,
      faults: [...more, ...faults],
      readable: readable.current,
      freeVersion: isTaken ? nextOwnVersion(versions, instrument.instrument) : null,
    };
  }, [settled, study, versions]);
}

const textOf = (version: Version | undefined): string =>
  version === undefined ? firstInstrumentText : toInstrumentText(version.definition);

interface EditorProps extends StudyPageProps {
  readonly versions: Loaded<readonly Version[]>;
  readonly list: readonly Version[];
}

function InstrumentEditor({ study, onStudy, versions, list }: EditorProps): JSX.Element {
  const { notify } = useApp();
  const words = useWords(instrumentWords);
  const kept = useWords(versionWords);
  const mayChange = useMayChange() && study.status !== 'closed';
  const current = currentVersion(study, 'instruments');
  const [base, setBase] = useState(() => textOf(list.find(({ version }) => version === current) ?? list[0]));
  const [text, setText] = useState(base);
  const [saved, setSaved] = useState<SavedVersion | null>(null);
  const check = useCheck(text, study, list);
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const act = useAct();
  const save = useSaveVersion(study, 'instruments', versions, onStudy);
  const isChanged = list.length === 0 || text !== base;
  useLeaveGuard(mayChange && text !== base);

  const onSave = (): void => {
    void act.run(async () => {
      const answer = await save({ yaml: text });
      setSaved(answer);
      setBase(text);
      notify({ text: (study.status === 'draft' ? kept.saved : kept.savedLive)(answer.version) });
    });
  };
  const onTake = (version: Version): void => {
    setText(textOf(version));
    notify({ text: kept.taken(version.version), undo: () => setText(text) });
  };
  const onBegin = (): void => {
    setText(firstInstrumentText);
    notify({ text: words.begun, undo: () => setText(text) });
  };
  return (
    <div class="two-sides">
      <div>
        <YamlEditor
          {...{ text, field, faults: check.faults, describedBy: id, isReadOnly: !mayChange }}
          label={words.editor}
          onText={setText}
        />
        <FaultList
          id={id}
          faults={check.faults}
          itemCount={check.instrument === null ? null : itemsOf(check.instrument).length}
          onLine={(line) => showLine(field.current, line)}
        />
        {mayChange && check.freeVersion !== null && (
          <button
            type="button"
            class="button small"
            onClick={() => setText(withOwnVersion(text, check.freeVersion ?? 1))}
          >
            {words.makeVersion(check.freeVersion)}
          </button>
        )}
        {mayChange && (
          <SaveBar
            {...{ isChanged, saved, onSave, isBusy: act.isBusy, problem: act.problem }}
            next={(list[0]?.version ?? 0) + 1}
            isUsable={check.instrument !== null}
          />
        )}
        <VersionList versions={list} current={current} onTake={mayChange ? onTake : null} />
        {mayChange && (
          <button type="button" class="button small" onClick={onBegin}>
            <PlusIcon /> {words.begin}
          </button>
        )}
      </div>
      <div class="beside">
        <ChatPreview
          instrument={check.readable}
          isStale={check.instrument === null && check.freeVersion === null}
        />
      </div>
    </div>
  );
}

/** What people are asked, beside the chat that it makes. */
export function InstrumentPage(props: StudyPageProps): JSX.Element {
  const words = useWords(instrumentWords);
  const versions = useVersions(props.study, 'instruments');
  return (
    <>
      <PageHead title={words.title} lead={words.lead} tab={`${words.title} · ${props.study.title}`} />
      <LoadView loaded={versions} lines={8}>
        {(list) => <InstrumentEditor {...props} versions={versions} list={list} />}
      </LoadView>
    </>
  );
}
