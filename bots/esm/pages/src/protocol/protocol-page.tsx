import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { z } from 'zod';
import { checkProtocol } from '../../../src/schedule/check-protocol.ts';
import type { SavedVersion, Version } from '../api/versions.ts';
import { useApp, useMayChange, useWords } from '../app/app-context.ts';
import type { StudyPageProps } from '../app/study-page.ts';
import { LoadView } from '../loading/load-view.tsx';
import { useAct } from '../loading/use-act.ts';
import type { Loaded } from '../loading/use-load.ts';
import { PageHead } from '../parts/page-head.tsx';
import { firstProtocols } from '../studies/first-protocols.ts';
import { SaveBar } from '../versions/save-bar.tsx';
import { currentVersion, useLeaveGuard, useSaveVersion, useVersions } from '../versions/use-versions.ts';
import { VersionList } from '../versions/version-list.tsx';
import { versionWords } from '../versions/version-words.ts';
import { draftFaults } from './draft-faults.ts';
import { type ProtocolDraft, toDefinition, toDraft } from './protocol-draft.ts';
import { ProtocolForm } from './protocol-form.tsx';
import { ProtocolPlan } from './protocol-plan.tsx';
import { protocolWords } from './protocol-words.ts';

// The content security policy allows no code made at run time.
z.config({ jitless: true });

/** The draft of a stored definition; a first protocol where there is none that can be read. */
function draftOf(version: Version | undefined): ProtocolDraft {
  const stored = version === undefined ? null : checkProtocol(version.definition).protocol;
  const protocol = stored ?? checkProtocol(firstProtocols.typical).protocol;
  if (protocol === null) throw new Error('The first protocol has faults.');
  return toDraft(protocol);
}

const same = (one: ProtocolDraft, other: ProtocolDraft): boolean =>
  JSON.stringify(toDefinition(one)) === JSON.stringify(toDefinition(other));

interface EditorProps extends StudyPageProps {
  readonly versions: Loaded<readonly Version[]>;
  readonly list: readonly Version[];
}

function ProtocolEditor({ study, onStudy, versions, list }: EditorProps): JSX.Element {
  const { notify } = useApp();
  const words = useWords(versionWords);
  const mayChange = useMayChange() && study.status !== 'closed';
  const current = currentVersion(study, 'protocols');
  const [base, setBase] = useState(() => draftOf(list.find(({ version }) => version === current) ?? list[0]));
  const [draft, setDraft] = useState(base);
  const [saved, setSaved] = useState<SavedVersion | null>(null);
  const act = useAct();
  const save = useSaveVersion(study, 'protocols', versions, onStudy);
  const named = useVersions(study, 'instruments').data ?? [];
  const instruments = [...new Set(named.map(({ name }) => name))];
  const check = useMemo(() => checkProtocol(toDefinition(draft)), [draft]);
  const faults = useMemo(() => draftFaults(check.faults), [check]);
  const isChanged = list.length === 0 || !same(draft, base);
  useLeaveGuard(mayChange && list.length > 0 && isChanged);

  const onSave = (): void => {
    void act.run(async () => {
      const answer = await save({ data: toDefinition(draft) });
      setSaved(answer);
      setBase(draft);
      notify({ text: (study.status === 'draft' ? words.saved : words.savedLive)(answer.version) });
    });
  };
  return (
    <div class="two-sides">
      <div>
        <ProtocolForm {...{ draft, faults, instruments }} onDraft={setDraft} disabled={!mayChange} />
        {mayChange && (
          <SaveBar
            {...{ isChanged, saved, onSave, isBusy: act.isBusy, problem: act.problem }}
            next={(list[0]?.version ?? 0) + 1}
            isUsable={check.protocol !== null}
          />
        )}
        <VersionList
          versions={list}
          current={current}
          onTake={
            mayChange
              ? (version) => {
                  setDraft(draftOf(version));
                  notify({ text: words.taken(version.version), undo: () => setDraft(draft) });
                }
              : null
          }
        />
      </div>
      <div class="beside">
        <ProtocolPlan protocol={check.protocol} />
      </div>
    </div>
  );
}

/** When people are asked, beside an example of the plan that it makes. */
export function ProtocolPage(props: StudyPageProps): JSX.Element {
  const words = useWords(protocolWords);
  const versions = useVersions(props.study, 'protocols');
  return (
    <>
      <PageHead title={words.title} lead={words.lead} tab={`${words.title} · ${props.study.title}`} />
      <LoadView loaded={versions} lines={8}>
        {(list) => <ProtocolEditor {...props} versions={versions} list={list} />}
      </LoadView>
    </>
  );
}
