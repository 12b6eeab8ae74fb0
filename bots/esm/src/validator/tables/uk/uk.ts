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

/** Ukrainian. */
export const uk: LanguageTables = {
  sets: { ...sets, ...deedSets },
  lead: 'я|ми|просто|зараз|якраз|саме|раз|в|у|ту|той|цей|цю|момент|мить|і|й|та|а|але|ну|от|ось|вже|уже|ще|все|усе|тут|теж|також|знову|знов|сама|сам|тільки|лише|це|прямо|тепер|поки|коротше|чесно|так|ой|ех|е|м|там|потихеньку|повільно|швидко|довго|був|була|став|стала|почав|почала|сьогодні|мовчки|спокійно|один|одна',
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
  negation: 'не ні нема немає без ніяк ніякий ніякого жодних жодної жодного жодна анітрохи',
  doubt: '@doubt',
  otherPerson:
    'він вона вони його її їх йому їй їм @person водій касир* продавець продавчин* перехож* жінка чоловік хлопець дівчинка хтось героїн* герой героя ведуч* диктор сусідка сусід',
  firstPerson: 'я мені мене мною мій моя моє мої моєї моєму моїх мою нас нам наш наша себе собі',
};
