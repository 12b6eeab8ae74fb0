import type { EsmPart } from '../esm-part.ts';
import { openApiPaths } from './http/open-api.ts';
import { apiRoutes, studyApi } from './http/study-api.ts';
import { keepRetention } from './jobs/keep-retention.ts';
import { tellParticipants } from './jobs/tell-participants.ts';
import { seedDemoResearcher } from './researchers/demo-researcher.ts';
import { seedDemo } from './seed-demo.ts';
import type { StudyDependencies } from './study-services.ts';

/** The study side: its interface, its jobs, and the demo. */
export function studyPart(dependencies: StudyDependencies): EsmPart {
  return (esm) => {
    const services = { ...esm, dependencies };
    return {
      http: studyApi(services),
      openApi: openApiPaths(apiRoutes, ['bearer']),
      jobs: [
        { name: 'tell-participants', everyMs: 5_000, run: (signal) => tellParticipants(services, signal) },
        { name: 'retention', everyMs: 3_600_000, run: (signal) => keepRetention(services, signal) },
      ],
      async seed() {
        await seedDemo(services);
        await seedDemoResearcher(services.runtime);
      },
    };
  };
}
