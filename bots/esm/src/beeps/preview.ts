import { createHash } from 'node:crypto';
import { memberOf } from '../joining/membership.ts';
import { deletePreview } from '../postgres/beep-delete-preview.ts';
import { insertBeeps, type NewBeep } from '../postgres/beep-insert.ts';
import { dayWindow } from '../schedule/day-window.ts';
import { toLocal } from '../schedule/local-time.ts';
import { planDay } from '../schedule/plan-day.ts';
import { previewBeeps, previewMinutes, previewScale, previewTiming } from '../schedule/preview-day.ts';
import {
  type BeepSchedule,
  hoursFor,
  type Protocol,
  quietHoursFor,
  type Settings,
} from '../schedule/protocol.ts';
import { flush, partFor, type Session, say } from '../session.ts';
import { stopSurvey } from '../survey/open-survey.ts';
import { fill } from '../texts/texts.ts';
import { beepTimer, isPreviewBeep, previewBeepId, previewOwner, seedReference } from './beep-id.ts';
import { detailsOf } from './beep-state.ts';
import { setBeepTimer } from './send-beep.ts';

/** Key of the timer that ends a preview which nobody answers. */
export const previewTimer = 'preview-end';

/**
 * Runs a day of the study in `minutes` minutes, in this chat: every beep of it, with its reminder and expiry. Rows
 * are flagged; an earlier preview is removed first.
 */
export function startPreview(session: Session, minutes: number): void {
  const { context, study } = session;
  const texts = partFor(session);
  if (study?.protocol == null) {
    say(session, texts.previewNothing);
    return;
  }
  if (!(minutes >= previewMinutes.fewest && minutes <= previewMinutes.most)) {
    say(session, fill(texts.previewMinutes, { ...previewMinutes }));
    return;
  }
  removePreview(session);
  const run = createHash('sha256').update(context.turnId).digest('hex').slice(0, 16);
  const rows = previewRows(session, study.protocol.definition, run, minutes);
  const endsAt = context.now + minutes * 60_000;
  const preview = { studyId: study.id, run, startedAt: context.now, endsAt };
  const planned = rows.map(({ id, at }) => [id, at] as const);
  const { beeps } = session.state;
  session.state = {
    ...session.state,
    preview,
    beeps: { ...beeps, planned: [...beeps.planned, ...planned] },
  };
  if (rows.length > 0) context.write(insertBeeps(context.conversationId, study.id, rows));
  for (const row of rows) setBeepTimer(session, row.id, row.at, detailsOf(row));
  const latest = Math.max(
    endsAt,
    ...rows.map(({ at, timing }) => at + timing.expiryMs + timing.completionMs),
  );
  context.schedule(previewTimer, latest + 1000);
  say(session, fill(texts.previewStarted, { minutes, count: rows.length }));
  flush(session, [[removeButton(session)]]);
}

/** Says that a preview is over, once, and offers to remove what it left. */
export function endPreviewIfOver(session: Session, isLate = false): void {
  const { preview, beeps } = session.state;
  if (preview === null) return;
  const isRunning = beeps.open.some((beep) => beep.preview) || hasPlannedPreview(session);
  if (isRunning && !isLate) return;
  forgetPreviewBeeps(session);
  session.context.cancel(previewTimer);
  session.state = { ...session.state, preview: null };
  say(session, partFor(session).previewOver);
  flush(session, [[removeButton(session)]]);
}

/** Removes everything that previews have left here, a running one included. Harmless where there is none. */
export function removePreview(session: Session): void {
  const { context } = session;
  forgetPreviewBeeps(session);
  context.cancel(previewTimer);
  session.state = { ...session.state, preview: null };
  for (const write of deletePreview(context.conversationId)) context.write(write);
}

/** A press on the button that removes a preview. */
export function pressRemovePreview(session: Session): void {
  removePreview(session);
  say(session, partFor(session).previewRemoved);
}

const removeButton = (session: Session): { readonly code: string; readonly label: string } => ({
  code: 'pv:remove',
  label: partFor(session).previewRemove,
});

function hasPlannedPreview({ state }: Session): boolean {
  return state.beeps.planned.some(([id]) => isPreviewBeep(id));
}

function forgetPreviewBeeps(session: Session): void {
  const { context, state } = session;
  const { planned, open } = state.beeps;
  const survey = state.survey;
  const gone = [
    ...planned.map(([id]) => id).filter((id) => isPreviewBeep(id)),
    ...open.filter(({ preview }) => preview).map(({ id }) => id),
  ];
  const isPreviewed = survey !== null && (gone.includes(survey.beepId ?? '') || memberOf(session) === null);
  if (isPreviewed) stopSurvey(session, context.now);
  for (const id of gone) context.cancel(beepTimer(id));
  const beeps = {
    planned: planned.filter(([id]) => !isPreviewBeep(id)),
    open: open.filter(({ preview }) => !preview),
  };
  session.state = { ...session.state, beeps };
}

function previewRows(session: Session, protocol: Protocol, run: string, minutes: number): readonly NewBeep[] {
  const { context, state, study } = session;
  const settings: Settings = state.participation?.settings ?? { zone: 'UTC' };
  const owner = previewOwner(run);
  const date = toLocal(context.now, settings.zone).date;
  const hours = hoursFor(protocol, settings);
  const window = dayWindow(date, settings.zone, hours, quietHoursFor(protocol, settings));
  if (window === null) return [];
  const plan = planDay({
    ...{ protocol, settings, participantId: owner, date, firstDate: date },
    ...{ planSeed: study?.planSeed ?? '', planVersion: 1 },
  });
  const scale = previewScale(window, minutes);
  return previewBeeps(plan, window, scale, context.now).map((beep) => {
    const schedule = protocol.schedules.find(
      (one): one is BeepSchedule => one.name === beep.schedule && one.kind !== 'event',
    );
    if (schedule === undefined) throw new Error(`The protocol has no schedule ${beep.schedule}.`);
    return {
      ...{ schedule: beep.schedule, kind: beep.kind, instrument: schedule.instrument ?? null },
      ...{ date: beep.date, number: beep.number, studyDay: beep.studyDay, wave: beep.wave, at: beep.at },
      ...{ timing: previewTiming(schedule.timing, scale), preview: true, id: previewBeepId(run, beep) },
      ...{ planVersion: 1, seedReference: seedReference(owner, beep, 1), zone: settings.zone },
      ...{ isTraining: false, status: 'planned', openedAt: null, closedAt: null },
    } as const;
  });
}
