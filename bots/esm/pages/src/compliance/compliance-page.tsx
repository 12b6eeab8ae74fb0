import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type BeepCounts, type Compliance, type ComplianceFilter, getCompliance } from '../api/compliance.ts';
import { useApp, useWords } from '../app/app-context.ts';
import type { StudyPageProps } from '../app/study-page.ts';
import { LoadView } from '../loading/load-view.tsx';
import { useAct } from '../loading/use-act.ts';
import { useLoad } from '../loading/use-load.ts';
import { ChoiceRow } from '../parts/choice-row.tsx';
import { Empty } from '../parts/empty.tsx';
import { Facts } from '../parts/facts.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { ToInvites } from '../parts/to-invites.tsx';
import { formatNumber, formatShare } from '../words/format.ts';
import { complianceWords } from './compliance-words.ts';
import { HeatMap } from './heat-map.tsx';
import { LatencyChart } from './latency-chart.tsx';
import { ShareChart } from './share-chart.tsx';

const kinds = [
  'completed',
  'sent',
  'partial',
  'expired',
  'skipped',
  'failed',
  'missed',
  'cancelled',
] as const;

function Totals({ total }: { readonly total: BeepCounts }): JSX.Element {
  const { language } = useApp();
  const words = useWords(complianceWords);
  return (
    <Facts
      class="totals"
      facts={[
        { name: words.share, value: formatShare(language, total.completed, total.sent) },
        ...kinds.map((kind) => ({ name: words[kind], value: formatNumber(language, total[kind]) })),
      ]}
    />
  );
}

interface ChartsProps {
  readonly study: string;
  readonly compliance: Compliance;
  /** Loads the cells of further participants; null when all are there. */
  readonly onMore: (() => void) | null;
}

function Charts({ study, compliance, onMore }: ChartsProps): JSX.Element {
  const words = useWords(complianceWords);
  const { total, cells, blocks, days, latency } = compliance;
  if (total.sent + total.missed + total.failed + total.cancelled === 0) {
    return (
      <Empty title={words.emptyTitle} text={words.emptyText}>
        <ToInvites study={study} />
      </Empty>
    );
  }
  return (
    <>
      <Totals total={total} />
      <HeatMap {...{ study, cells, onMore }} />
      <div class="chart-pair block">
        <ShareChart
          title={words.blocks}
          label={words.blocksLabel}
          axis={words.blockAxis}
          rowName={words.block}
          rows={blocks.map((row) => ({ ...row, name: String(row.block) }))}
        />
        <ShareChart
          title={words.days}
          label={words.daysLabel}
          axis={words.dayAxis}
          rowName={words.studyDay}
          rows={days.map((row) => ({ ...row, name: String(row.studyDay) }))}
        />
      </div>
      <div class="block">
        <LatencyChart bins={latency} />
      </div>
    </>
  );
}

/** What was answered of what was sent: by participant, day, block and delay. */
export function CompliancePage({ study }: StudyPageProps): JSX.Element {
  const { http } = useApp();
  const words = useWords(complianceWords);
  const [training, setTraining] = useState<ComplianceFilter['training']>('all');
  const loaded = useLoad(`compliance:${study.id}:${training}`, (signal) =>
    getCompliance(http, study.id, { training }, signal),
  );
  const more = useAct();
  const cursor = loaded.data?.cursor ?? null;
  const onMore = (): void => {
    void more.run(async () => {
      const next = await getCompliance(http, study.id, { training, cursor });
      loaded.replace((all) => ({ ...next, cells: [...all.cells, ...next.cells] }));
    });
  };
  return (
    <>
      <PageHead title={words.title} lead={words.lead} tab={`${words.title} · ${study.title}`}>
        <ChoiceRow
          label={words.training}
          value={training}
          onValue={setTraining}
          options={(['all', 'without', 'only'] as const).map((value) => ({
            value,
            label: words.trainings[value],
          }))}
        />
      </PageHead>
      <LoadView loaded={loaded} lines={8}>
        {(compliance) => (
          <Charts study={study.id} compliance={compliance} onMore={cursor === null ? null : onMore} />
        )}
      </LoadView>
      <ProblemNote problem={more.problem} />
    </>
  );
}
