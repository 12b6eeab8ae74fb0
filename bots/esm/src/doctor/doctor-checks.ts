import type { BotCheck } from 'opora/app';
import type { EsmServices } from '../esm-part.ts';
import { createLocalValidator, type LocalValidator } from '../validator/local-validator.ts';
import { aiServicesCheck } from './ai-services-check.ts';
import { deliveriesCheck, schedulerCheck } from './beep-checks.ts';
import { configurationCheck } from './configuration-check.ts';
import { backupCheck, databaseCheck, metricsCheck, modelsCheck } from './store-checks.ts';
import { performanceCheck, validatorsCheck } from './validator-checks.ts';

/**
 * The checks of `opora doctor --bot esm` and of the health report (specification, §11). Each looks afresh, can fail
 * and clears by itself; none fails for want of a key.
 */
export function createDoctorChecks(services: EsmServices, validator?: LocalValidator): readonly BotCheck[] {
  const { runtime, settings } = services;
  const { strictMode: strict, useGoldenStandard: goldenStandard } = settings.validation;
  const rules = validator ?? createLocalValidator({ strict, goldenStandard, clock: runtime.clock });
  return [
    databaseCheck(runtime),
    modelsCheck(runtime),
    validatorsCheck(rules),
    aiServicesCheck(runtime, settings.ai),
    configurationCheck(services),
    performanceCheck(rules, runtime),
    metricsCheck(runtime),
    schedulerCheck(runtime),
    deliveriesCheck(runtime),
    backupCheck(runtime),
  ];
}
