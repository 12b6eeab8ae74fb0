import type { TurnWrite } from 'opora';
import type { DemoRows } from '../../demo-data/demo-rows.ts';
import type { DemoStudy, SealText } from '../../demo-data/demo-study.ts';
import { type GoldenFields, goldenDefaults } from '../../golden-fields/golden-fields.ts';

/** Stores one invented participant with everything; rows that are there stay as they are. */
export function insertDemoRows(
  study: DemoStudy,
  rows: DemoRows,
  sealText: SealText,
  now: number,
): readonly TurnWrite[] {
  const { conversationId } = rows.person;
  return [
    insertParticipant(study, rows, now),
    insertBeeps(study, rows),
    insertResponses(study, rows),
    insertAnswers(conversationId, rows, sealText),
    {
      name: 'esm-demo-annotations',
      sql: `INSERT INTO esm_annotations (conversation_id, response_id, coder, phenomena, version, updated_at)
SELECT $1, response_id, 'demo-coder', phenomena, 1, to_timestamp($3::double precision / 1000)
FROM jsonb_to_recordset($2::jsonb) AS row(response_id text, phenomena jsonb)
ON CONFLICT DO NOTHING`,
      values: [
        conversationId,
        JSON.stringify(
          rows.annotations.map(({ responseId, phenomena }) => ({ response_id: responseId, phenomena })),
        ),
        now,
      ],
    },
  ];
}

function insertParticipant(study: DemoStudy, rows: DemoRows, now: number): TurnWrite {
  const { person, firstDate, beeps } = rows;
  const firstAt = beeps[0]?.plannedAt ?? now;
  const isTraining = beeps.every((beep) => beep.isTraining);
  return {
    name: 'esm-demo-participant',
    sql: `INSERT INTO esm_participants (
  conversation_id, language, status, consent_version, consent_language, consent_text_hash, consent_parts,
  agreed_at, created_at, participant_id, study_id, pseudonym, channel, zone, first_date, last_seen_at,
  golden_fields
) VALUES (
  $1, $2, $3, $4, $2, 'synthetic', '{"takingPart": true, "aiProvider": false, "quotation": false}',
  to_timestamp($5::double precision / 1000), to_timestamp($5::double precision / 1000), $6, $7, $8, 'demo', $9,
  $10::date, to_timestamp($11::double precision / 1000), $12::jsonb
) ON CONFLICT DO NOTHING`,
    values: [
      person.conversationId,
      person.language,
      isTraining ? 'training' : 'active',
      study.consentVersion,
      firstAt,
      person.participantId,
      study.studyId,
      person.pseudonym,
      person.zone,
      firstDate,
      beeps.findLast(({ openedAt }) => openedAt !== null)?.openedAt ?? firstAt,
      JSON.stringify(goldenFieldsOf(rows, !isTraining)),
    ],
  };
}

/** How far the training came, as the fields of a real participant tell it. */
function goldenFieldsOf({ responses }: DemoRows, trainingCompleted: boolean): GoldenFields {
  const training = responses.filter(({ isTraining }) => isTraining);
  return {
    ...goldenDefaults,
    trainingStartDate: training[0]?.date ?? null,
    currentTrainingDay: Math.max(0, ...training.map(({ trainingDay }) => trainingDay ?? 0)),
    trainingCompleted,
  };
}

function insertBeeps({ studyId }: DemoStudy, { person, beeps }: DemoRows): TurnWrite {
  const listed = beeps.map((beep) => ({
    ...{ beep_id: beep.beepId, schedule: beep.schedule, kind: beep.kind, wave: beep.wave },
    ...{ study_day: beep.studyDay, local_date: beep.date, number: beep.number, status: beep.status },
    ...{ is_training: beep.isTraining, reminded: beep.reminded, timing: beep.timing },
    ...{ planned: beep.plannedAt, sent: beep.sentAt, opened: beep.openedAt, completed: beep.completedAt },
    ...{ expires: beep.expiresAt, closed: beep.closedAt },
  }));
  return {
    name: 'esm-demo-beeps',
    sql: `INSERT INTO esm_beeps (
  conversation_id, beep_id, study_id, schedule, kind, wave, study_day, local_date, number, plan_version,
  seed_reference, zone, is_training, status, reminded, planned_at, sent_at, opened_at, completed_at, expires_at,
  closed_at, timing
)
SELECT $1, beep_id, $2, schedule, kind, wave, study_day, local_date, number, 1, 'synthetic', $3, is_training, status,
  reminded, to_timestamp(planned / 1000), to_timestamp(sent / 1000), to_timestamp(opened / 1000),
  to_timestamp(completed / 1000), to_timestamp(expires / 1000), to_timestamp(closed / 1000), timing
FROM jsonb_to_recordset($4::jsonb) AS row(
  beep_id text, schedule text, kind text, wave text, study_day integer, local_date date, number integer,
  status text, is_training boolean, reminded integer, timing jsonb, planned double precision, sent double precision,
  opened double precision, completed double precision, expires double precision, closed double precision
) ON CONFLICT DO NOTHING`,
    values: [person.conversationId, studyId, person.zone, JSON.stringify(listed)],
  };
}

function insertResponses({ studyId, instrument }: DemoStudy, { person, responses }: DemoRows): TurnWrite {
  const listed = responses.map((response) => ({
    ...{ response_id: response.responseId, beep_id: response.beepId, kind: response.kind },
    ...{ status: response.status, item_order: response.order, started: response.startedAt },
    ...{ completed: response.completedAt, is_training: response.isTraining },
    ...{ training_day: response.trainingDay, local_date: response.date },
  }));
  return {
    name: 'esm-demo-responses',
    sql: `INSERT INTO esm_responses (
  conversation_id, response_id, beep_id, instrument, version, language, status, item_order, started_at, completed_at,
  study_id, kind, is_training, training_day, local_date, zone
)
SELECT $1, response_id, beep_id, $2, $3, $4, status, item_order, to_timestamp(started / 1000),
  to_timestamp(completed / 1000), $5, kind, is_training, training_day, local_date, $6
FROM jsonb_to_recordset($7::jsonb) AS row(
  response_id text, beep_id text, kind text, status text, item_order jsonb, started double precision,
  completed double precision, is_training boolean, training_day integer, local_date date
) ON CONFLICT DO NOTHING`,
    values: [
      ...[person.conversationId, instrument.instrument, instrument.version, person.language, studyId],
      ...[person.zone, JSON.stringify(listed)],
    ],
  };
}

function insertAnswers(conversationId: string, { answers }: DemoRows, sealText: SealText): TurnWrite {
  const listed = answers.map((answer) => {
    const { responseId, itemId, firstText, finalText } = answer;
    const sealed = (text: string | null, column: 'first_sealed' | 'final_sealed'): string | null => {
      if (text === null) return null;
      return Buffer.from(sealText(text, { conversationId, responseId, itemId, column })).toString('base64');
    };
    return {
      ...{ response_id: responseId, item_id: itemId, position: answer.position, status: answer.status },
      ...{
        value: answer.value,
        attempts: answer.attempts,
        shown: answer.shownAt,
        answered: answer.answeredAt,
      },
      ...{ first_sealed: sealed(firstText, 'first_sealed'), final_sealed: sealed(finalText, 'final_sealed') },
      characters: finalText === null ? null : [...finalText].length,
      words:
        finalText === null ? null : (finalText.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? []).length,
      ...{ first_validation: answer.firstValidation, validation: answer.validation, probes: answer.probes },
    };
  });
  return {
    name: 'esm-demo-answers',
    sql: `INSERT INTO esm_answers (
  conversation_id, response_id, item_id, position, status, value, attempts, shown_at, answered_at, first_sealed,
  final_sealed, characters, words, first_validation, validation, probes, flags
)
SELECT $1, response_id, item_id, position, status, NULLIF(value, 'null'), attempts, to_timestamp(shown / 1000),
  to_timestamp(answered / 1000), decode(first_sealed, 'base64'), decode(final_sealed, 'base64'), characters, words,
  NULLIF(first_validation, 'null'), NULLIF(validation, 'null'), probes, '["synthetic"]'
FROM jsonb_to_recordset($2::jsonb) AS row(
  response_id text, item_id text, position integer, status text, value jsonb, attempts integer,
  shown double precision, answered double precision, first_sealed text, final_sealed text, characters integer,
  words integer, first_validation jsonb, validation jsonb, probes jsonb
) ON CONFLICT DO NOTHING`,
    values: [conversationId, JSON.stringify(listed)],
  };
}
