import { itemsOf } from '../../instrument/instrument.ts';
import type { BeepSchedule, Protocol, Schedule } from '../../schedule/protocol.ts';
import { protocolSchema } from '../../schedule/protocol-schema.ts';
import type { BeepCounts, ExportTally } from '../export-tally.ts';
import type { ExportFrame } from '../load-frame.ts';

/** Marks what only the researchers can write. */
const forAuthors = '**For the authors:**';

/**
 * A page that answers the items of CREMAS, the adapted STROBE checklist for reporting EMA studies (Liao et al. 2016), as
 * far as the protocol and the exported rows know. Counts are of the rows in this export.
 */
export function methodsPage(frame: ExportFrame, tally: ExportTally): string {
  const protocol = protocolOf(frame);
  return [
    `# Methods: ${frame.study.title.replace(/\s+/gu, ' ')}`,
    '',
    'The sixteen items of CREMAS (Liao Y, Skelton K, Dunton G, Bruening M. A systematic review of methods and procedures',
    'used in ecological momentary assessments of diet and physical activity research in youth: an adapted STROBE checklist',
    'for reporting EMA studies (CREMAS). J Med Internet Res 2016;18(6):e151. doi:10.2196/jmir.4954), as far as this export',
    'can answer them. Counts are of the rows in it; its filters are in `manifest.json`.',
    '',
    ...introduction(),
    ...design(frame, protocol),
    ...results(frame, tally),
    ...discussion(),
  ].join('\n');
}

function introduction(): readonly string[] {
  return [
    ...section(1, 'Title and key words', [`${forAuthors} name the method in the title and the key words.`]),
    ...section(2, 'Rationale', [`${forAuthors} say why momentary sampling suits the question.`]),
  ];
}

function design(frame: ExportFrame, protocol: Protocol | null): readonly string[] {
  const unknown = ['The study has no protocol in force.'];
  return [
    ...section(3, 'Training', [
      'The chat teaches on the first days with a completed survey: the last moment before the beep; experience rather than',
      'a theory about it; simple is enough, and so is nothing. Open probes follow unclear reports. Rows of the training are',
      frame.filters.training
        ? 'in this export, with `is_training` 1.'
        : `left out of this export (${frame.counts.training} beeps and events).`,
    ]),
    ...section(4, 'Technology', [
      'A chat bot (Opora esm), reached by the participants’ own messengers or a web page.',
      `${forAuthors} tell which channels and devices were used.`,
    ]),
    ...section(5, 'Wave duration', protocol === null ? unknown : [waves(protocol)]),
    ...section(6, 'Monitoring period', protocol === null ? unknown : periods(protocol)),
    ...section(7, 'Prompting design', protocol === null ? unknown : protocol.schedules.map(schedule)),
    ...section(
      8,
      'Prompt frequency',
      protocol === null ? unknown : [...protocol.schedules.map(frequency), choices(protocol)],
    ),
    ...section(9, 'Design features', [
      ...items(frame),
      'Items can be skipped unless required; the order of each response is in `order`. A beep later than its grace is',
      'missed, never sent late. Sampling and questions do not adapt to answers.',
    ]),
  ];
}

function results(frame: ExportFrame, tally: ExportTally): readonly string[] {
  return [
    ...section(10, 'Attrition', [
      `${tally.participants} participants have rows in this export; ${tally.answering} completed at least one survey.`,
      '',
      ...dayTable(tally),
    ]),
    ...section(11, 'Prompt delivery', [
      `Scheduled: ${tally.all.scheduled}; sent: ${tally.all.sent}. Events reported: ${tally.all.events}.`,
      '',
      '| Status | Beeps and events |',
      '|---|---|',
      ...[...tally.byStatus].sort().map(([status, count]) => `| ${status} | ${count} |`),
    ]),
    ...section(12, 'Latency', [latency(tally)]),
    ...section(13, 'Compliance', [
      `Completed ÷ sent: ${compliance(tally.all)}. Failed, missed and cancelled beeps were not sent and stand beside it.`,
      '',
      '| Wave | Scheduled | Sent | Completed | Compliance |',
      '|---|---|---|---|---|',
      ...[...tally.byWave].map(
        ([wave, counts]) => `| ${wave === '' ? '–' : cell(wave)} | ${countCells(counts)} |`,
      ),
      '',
      `${forAuthors} reasons for missed answers, where they are known.`,
    ]),
    ...section(14, 'Missing data', [
      'Codes: −99 skipped, −98 not shown, −97 not reached, −96 no response; each item has its own status. Left out of this',
      `export: ${frame.counts.preview} beeps of previews, ${frame.counts.training} of the training, ${frame.counts.extra} surveys`,
      'that no beep or event asked for.',
      `${forAuthors} whether missing answers go with who the participants are, or with the time.`,
    ]),
  ];
}

function discussion(): readonly string[] {
  return [
    ...section(15, 'Limitations', [
      `${forAuthors} possible bias of momentary sampling in this study. Candidates for phenomena are a rule’s, not findings:`,
      'only what a coder confirmed counts. A few days of training do not replace expositional interviews.',
    ]),
    ...section(16, 'Conclusions', [
      `${forAuthors} what the results mean, and what momentary sampling added.`,
    ]),
  ];
}

function section(number: number, title: string, lines: readonly string[]): readonly string[] {
  return [`## ${number}. ${title}`, '', ...lines, ''];
}

function protocolOf(frame: ExportFrame): Protocol | null {
  const stored = frame.versions.find(
    ({ kind, version }) => kind === 'protocol' && version === frame.study.protocol_version,
  );
  const parsed = stored === undefined ? null : protocolSchema.safeParse(stored.definition);
  return parsed?.success === true ? parsed.data : null;
}

function waves(protocol: Protocol): string {
  return `${protocol.waves.length} wave${protocol.waves.length === 1 ? '' : 's'}.`;
}

function periods(protocol: Protocol): readonly string[] {
  return [
    '| Wave | First day | Days |',
    '|---|---|---|',
    ...protocol.waves.map(({ name, startDay, days }) => `| ${cell(name)} | ${startDay} | ${days} |`),
    '',
    'Days are counted for each participant from joining. How many were weekdays can be told from `local_date`.',
  ];
}

function schedule(one: Schedule): string {
  if (one.kind === 'event') return `- ${one.name}: event-based, reported by the participant.`;
  const rest = `expires ${one.timing.expiryMinutes} min after sending, ${reminders(one)}, to be completed within ${one.timing.completionMinutes} min of opening`;
  if (one.kind === 'signal') {
    return `- ${one.name}: signals, stratified random: one in each of ${one.count} equal blocks of the day, the whole day drawn again until every gap suffices; ${rest}.`;
  }
  if (one.kind === 'once') return `- ${one.name}: once, at ${one.at}; ${rest}.`;
  return `- ${one.name}: at fixed intervals; ${rest}.`;
}

function reminders({ timing }: BeepSchedule): string {
  return timing.reminders === 0
    ? 'no reminder'
    : `${timing.reminders} reminder${timing.reminders === 1 ? '' : 's'}`;
}

function frequency(one: Schedule): string {
  switch (one.kind) {
    case 'signal':
      return `- ${one.name}: ${one.count} a day.`;
    case 'interval':
      return `- ${one.name}: ${one.times === undefined ? `every ${one.everyMinutes} min` : `at ${one.times.join(', ')}`}.`;
    case 'once':
      return `- ${one.name}: one in the study.`;
    default:
      return `- ${one.name}: at most ${one.maxPerDay} a day.`;
  }
}

function choices(protocol: Protocol): string {
  const names = {
    hours: 'hours',
    count: 'the number of beeps',
    zone: 'their zone',
    quietHours: 'quiet hours',
  } as const;
  const free = (['hours', 'count', 'zone', 'quietHours'] as const).filter((what) => protocol.choices[what]);
  const may = free.length === 0 ? 'nothing of it' : free.map((what) => names[what]).join(', ');
  return `\nEvery day of a wave alike, between ${protocol.hours.start} and ${protocol.hours.end} by the participant's clock. Participants may change: ${may}.`;
}

function items(frame: ExportFrame): readonly string[] {
  return frame.instruments.map((instrument) => {
    const random = instrument.items.filter((entry) => 'group' in entry && entry.order === 'random').length;
    const order =
      random === 0 ? 'in fixed order' : `with ${random} group${random === 1 ? '' : 's'} in random order`;
    const count = itemsOf(instrument).filter(({ type }) => type !== 'info').length;
    return `- ${instrument.instrument} version ${instrument.version}: ${count} items ${order}.`;
  });
}

function dayTable(tally: ExportTally): readonly string[] {
  return [
    '| Study day | Scheduled | Sent | Completed | Compliance | Participants with a completed survey |',
    '|---|---|---|---|---|---|',
    ...[...tally.byDay]
      .sort(([one], [other]) => one - other)
      .map(([day, counts]) => `| ${day} | ${countCells(counts)} | ${counts.participants} |`),
  ];
}

function countCells(counts: BeepCounts): string {
  return `${counts.scheduled} | ${counts.sent} | ${counts.completed} | ${compliance(counts)}`;
}

function compliance({ sent, completed }: BeepCounts): string {
  return sent === 0 ? '–' : `${((completed / sent) * 100).toFixed(1)} %`;
}

function latency(tally: ExportTally): string {
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => tally.delayQuantile(share));
  if (middle === null) return 'No beep was opened.';
  return `From sending to opening: median ${middle} s, quartiles ${low} and ${high} s.`;
}

/** Words of researchers inside of a table. */
function cell(text: string): string {
  return text.replace(/\s+/gu, ' ').replaceAll('|', '\\|');
}
