import type { LanguageTables } from '../language-tables.ts';
import { activityOnly, deed, event, evidence, nothing, scene } from './activity.ts';
import { avoidance, beepReaction, multiMoment, vague } from './conduct.ts';
import { deedSets } from './deeds.ts';
import { anchors, frames } from './frames.ts';
import {
  bodily,
  feeling,
  heard,
  innerSeeing,
  innerSpeech,
  purpose,
  sensoryAwareness,
  thought,
  wordless,
} from './phenomena.ts';
import { presuppositions, universal } from './presuppositions.ts';
import { sets } from './sets.ts';
import { evaluation, explanation, speculation } from './stance.ts';
import { futurePlan, generalisation, timePeriod } from './time-and-habit.ts';

/** Russian. */
export const ru: LanguageTables = {
  sets: { ...sets, ...deedSets },
  lead: 'я|мы|просто|сейчас|как|раз|в|тот|этот|момент|и|а|но|ну|вот|уже|еще|все|тут|тоже|опять|снова|сама|сам|только|лишь|это|прямо|теперь|пока|тупо|короче|честно|да|же|так|ой|эх|э|м|сижу-и|там|потихоньку|медленно|быстро|долго|был|была|стал|стала|начал|начала|сегодня|молча|спокойно|один|одна',
  anchors,
  frames,
  classes: {
    generalisation,
    time_period: timePeriod,
    future_plan: futurePlan,
    speculation,
    explanation,
    evaluation,
    avoidance,
    activity_only: activityOnly,
    beep_reaction: beepReaction,
    multi_moment: multiMoment,
    vague,
  },
  auxiliary: { evidence, nothing, deed, event, scene, thought, wordless, bodily, purpose, heard, universal },
  phenomena: { innerSpeech, innerSeeing, feeling, sensoryAwareness },
  presuppositions,
  negation: 'не ни нет без никак никакой никакого никаких никакая ничуть нисколько',
  doubt: '@doubt',
  otherPerson:
    'он она они его ее их ему ей им @person водитель кассир* продавец продавщиц* прохож* женщина мужчина парень девочка мальчик кто-то героин* герой героя начальник* ведущ* диктор',
  firstPerson: 'я мне меня мной мой моя мое мои моей моем моих мою нас нам наш наша себя себе',
};
