import { expect, it } from 'vitest';
import { languages } from '../../contracts/message.ts';
import { noticeText } from './notice.ts';

it('has words for a limit in every language, and none where there is nothing to tell', () => {
  const texts = languages.map((language) => noticeText('model_rate_limited', language));
  expect(new Set(texts).size).toBe(languages.length);
  expect(texts).not.toContain(null);
  expect(noticeText(null, 'en')).toBeNull();
  expect(noticeText('model_budget_exhausted', 'en')).toBeNull();
});
