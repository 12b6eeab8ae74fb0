import type { Clock } from 'opora';
import type { ReportValidation } from './report.ts';
import type { ReportValidator, ReportValidatorOptions } from './report-validator.ts';
import { validateReport } from './validate-report.ts';

/** Settings of the local validator. */
export interface LocalValidatorOptions {
  /** `validation.strictMode`: classes count from 0.45 instead of 0.6. Default false. */
  readonly strict?: boolean;
  /** `validation.useGoldenStandard`: quality and grade; false leaves both null. Default true. */
  readonly goldenStandard?: boolean;
  /** Times the calls. Default the machine's clock. */
  readonly clock?: Pick<Clock, 'monotonic'>;
}

/** A validator of rules and tables: answers at once, without network, and never throws. */
export interface LocalValidator extends ReportValidator {
  validate(text: string, options?: ReportValidatorOptions): ReportValidation;
}

/** Creates the validator that needs no key. Its verdict is the same on every training day; only probes differ. */
export function createLocalValidator(options: LocalValidatorOptions = {}): LocalValidator {
  const { strict = false, goldenStandard = true, clock } = options;
  return {
    validate(text, { item = 'moment', language } = {}) {
      const validation = validateReport(text, {
        item,
        strict,
        ...(language === undefined ? {} : { language }),
        ...(clock === undefined ? {} : { clock }),
      });
      return goldenStandard ? validation : { ...validation, quality: null, grade: null };
    },
  };
}
