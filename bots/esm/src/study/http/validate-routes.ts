import { languages } from 'opora';
import { z } from 'zod';
import { createLocalValidator } from '../../validator/local-validator.ts';
import { defineRoute, ok, type Route } from './route.ts';
import { anything, listOf, number, object, oneOf, orNull, text, whole } from './schemas.ts';

const findingSchema = object({ id: text, confidence: number, start: whole, end: whole });

const validate = defineRoute({
  ...{ method: 'POST', path: '/validate', tag: 'validator', role: 'viewer' },
  summary: 'What the local validator says of a text; nothing is stored',
  body: z.strictObject({
    text: z.string().max(10_000),
    language: z.enum(languages).optional().describe('the chat’s, for texts that do not show theirs'),
    item: z.enum(['moment', 'specific']).default('moment'),
    trainingDay: z.int().min(0).max(3650).optional().describe('the local verdict is the same on every day'),
  }),
  problems: [422],
  answers: {
    200: {
      description: 'Offsets are UTF-16 units, the end exclusive',
      schema: object({
        ...{ verdict: oneOf(['accept', 'probe']), language: text, classes: listOf(findingSchema) },
        ...{ presupposition: orNull(findingSchema), phenomena: listOf(findingSchema) },
        ...{ quality: orNull(number), grade: orNull(text), source: text, durationMs: number },
      }),
    },
  },
  async handle({ services, body }) {
    const { language, item } = body;
    const { strictMode: strict, useGoldenStandard: goldenStandard } = services.settings.validation;
    const { clock } = services.runtime;
    const validator = createLocalValidator({ strict, goldenStandard, clock });
    return ok(validator.validate(body.text, { item, ...(language === undefined ? {} : { language }) }));
  },
});

const metrics = defineRoute({
  ...{
    method: 'GET',
    path: '/metrics',
    tag: 'metrics',
    role: 'viewer',
    summary: 'The figures of `getMetrics()`',
  },
  answers: { 200: { description: 'Figures', schema: anything } },
  handle: async ({ services }) => ok(await services.dependencies.metricsOf(services.runtime).getMetrics()),
});

/** What the validator and the figures say. */
export const validateRoutes: readonly Route[] = [validate, metrics];
