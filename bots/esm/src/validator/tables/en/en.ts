import type { LanguageTables } from '../language-tables.ts';
import { activityOnly, deed, event, evidence, nothing, scene } from './activity.ts';
import { avoidance, beepReaction, multiMoment, vague } from './conduct.ts';
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

/** English. */
export const en: LanguageTables = {
  sets,
  lead: "i|was|am|'m|were|we|'re|are|just|only|still|now|currently|and|but|so|busy|been|'ve|have|had|'d|also|again|really|kind|sort|of|well|um|uh|hmm|ok|okay|ah|oh|honestly|actually|basically|here|there|mostly|simply|then|kept|started|about",
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
  negation: "no not n't without never nor neither nothing lack lacking hardly zero",
  doubt: '@doubt',
  otherPerson:
    'he she they his her their him them who @person man woman guy girl boy lady someone somebody everyone everybody people driver cashier waiter character hero',
  firstPerson: 'i me my mine myself we us our',
};
