import type { SurveyState } from '../esm-state.ts';
import { type Instrument, itemsOf } from '../instrument/instrument.ts';
import type { Session } from '../session.ts';
import {
  type LoadedStudy,
  loadInstrument,
  loadProtocol,
  loadVersion,
  type ParticipantDay,
} from '../study/load-study.ts';

/**
 * The instruments a Turn may need: that of the open survey, in the version it began with, those of schedules, and
 * last the one for surveys of no schedule.
 */
export async function studyInstruments(
  session: Session,
  study: LoadedStudy,
  day: ParticipantDay,
): Promise<readonly Instrument[]> {
  const { context, state } = session;
  const protocol = await loadProtocol(context, study, day);
  const named = (protocol?.definition.schedules ?? []).filter(({ instrument }) => instrument !== undefined);
  const found: Instrument[] = [];
  for (const schedule of [...named.map(({ name }) => name), null]) {
    const loaded = await loadInstrument(context, study, day, schedule);
    if (loaded !== null) found.push(loaded.definition);
  }
  const { survey } = state;
  if (survey === null || found.some((one) => isOf(one, survey))) return found;
  const begun = await findBegun(session, study, survey);
  return begun === null ? found : [begun, ...found];
}

/** An open survey goes on in the version it began with, although a newer one holds by now. */
async function findBegun(
  { context }: Session,
  study: LoadedStudy,
  survey: SurveyState,
): Promise<Instrument | null> {
  const newest = Math.max(
    0,
    ...study.versions.filter(({ kind }) => kind === 'instrument').map((one) => one.version),
  );
  for (let version = newest; version > 0; version -= 1) {
    const loaded = await loadVersion<Instrument>(context, study.id, 'instrument', version);
    if (loaded !== null && isOf(loaded.definition, survey)) return loaded.definition;
  }
  return null;
}

function isOf(instrument: Instrument, { instrument: name, instrumentVersion, order }: SurveyState): boolean {
  const ids = new Set(itemsOf(instrument).map(({ id }) => id));
  return (
    instrument.instrument === name &&
    instrument.version === instrumentVersion &&
    order.every((id) => ids.has(id))
  );
}
