import type { Button, Language, OutgoingMessage } from 'opora';
import { itemState, type SurveyState } from '../esm-state.ts';
import type { Instrument, Item } from '../instrument/instrument.ts';
import { questionFor } from '../instrument/item-question.ts';
import { findItem } from '../instrument/order-items.ts';
import { probeTexts } from '../texts/parts/probes.ts';
import { fill, type Texts, texts } from '../texts/texts.ts';
import { surveyCode } from './button-code.ts';
import { isShown } from './shown-items.ts';

/** The message that asks `item`, with progress, answer buttons and a row to move about. Pure. */
export function askItem(
  survey: SurveyState,
  item: Item,
  instrument: Instrument,
  language: Language,
): OutgoingMessage {
  const say = texts[language];
  const asked = survey.order.filter(
    (id) => findItem(instrument, id)?.type !== 'info' && isShown(survey, instrument, id),
  );
  const progress = { number: asked.indexOf(item.id) + 1, count: asked.length };
  const { probing, status } = itemState(survey, item.id);
  if (probing !== null) {
    const text = fill(say.question, { ...progress, question: probing });
    return { text, buttons: probeButtons(survey, item, asked, language) };
  }
  const codeOf = (value: string | null): string =>
    value === null
      ? surveyCode('o', survey.responseId, item.id)
      : surveyCode('a', survey.responseId, item.id, value);
  const question = questionFor(item, instrument, language, codeOf, say, survey.ticked);
  const lines = [fill(say.question, { ...progress, question: question.text }), ...question.lines];
  if (status === 'answered') lines.push('', say.earlierKept);
  const buttons = [...question.buttons, moveRow(survey, item, asked, say)];
  return {
    text: lines.join('\n'),
    buttons: buttons.filter((row) => row.length > 0),
    ...(question.scale === null ? {} : { scale: question.scale }),
  };
}

/** Under a probe: back to the item before, or leave the answer as it is. */
function probeButtons(
  survey: SurveyState,
  item: Item,
  asked: readonly string[],
  language: Language,
): readonly (readonly Button[])[] {
  const code = (action: 'b' | 'e'): string => surveyCode(action, survey.responseId, item.id);
  const keep = { code: code('e'), label: probeTexts[language].keepAsIs };
  return item.id === asked[0] ? [[keep]] : [[{ code: code('b'), label: texts[language].back }, keep]];
}

function moveRow(survey: SurveyState, item: Item, asked: readonly string[], say: Texts): readonly Button[] {
  const code = (action: 'b' | 'k' | 'e'): string => surveyCode(action, survey.responseId, item.id);
  const row: Button[] = [];
  if (item.id !== asked[0]) row.push({ code: code('b'), label: say.back });
  if (itemState(survey, item.id).status === 'answered') row.push({ code: code('e'), label: say.keep });
  if (item.required !== true) row.push({ code: code('k'), label: say.skip });
  return row;
}
