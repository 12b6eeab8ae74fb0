import type { FastifyError, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { RefusedError, TransientError } from 'opora';
import type { StudyServices } from '../study-services.ts';
import { annotationRoutes } from './annotation-routes.ts';
import { ApiProblem, type ApiProblemFields, sendProblem } from './api-problem.ts';
import { auditRoutes } from './audit-routes.ts';
import { beepRoutes } from './beep-routes.ts';
import { complianceRoutes } from './compliance-routes.ts';
import { documentRoutes } from './document-routes.ts';
import { exportRoutes } from './export-routes.ts';
import { inviteRoutes } from './invite-routes.ts';
import { noticeRoutes } from './notice-routes.ts';
import { openApiDocument } from './open-api.ts';
import { participantRoutes } from './participant-routes.ts';
import { planRoutes } from './plan-routes.ts';
import { previewRoutes } from './preview-routes.ts';
import { responseRoutes } from './response-routes.ts';
import type { Route } from './route.ts';
import { createApiLimits, serveRoute, YamlText, yamlTypes } from './serve-route.ts';
import { sessionRoutes } from './session-routes.ts';
import { studyRoutes } from './study-routes.ts';
import { validateRoutes } from './validate-routes.ts';
import { versionRoutes } from './version-routes.ts';

/** Every route of the interface, documents included. */
export const apiRoutes: readonly Route[] = [
  ...sessionRoutes,
  ...studyRoutes,
  ...versionRoutes,
  ...inviteRoutes,
  ...participantRoutes,
  ...planRoutes,
  ...previewRoutes,
  ...beepRoutes,
  ...responseRoutes,
  ...annotationRoutes,
  ...complianceRoutes,
  ...exportRoutes,
  ...noticeRoutes,
  ...auditRoutes,
  ...validateRoutes,
  ...documentRoutes(() => openApiDocument(apiRoutes, '/esm')),
];

/** The interface for researchers, `/api/…` below where it is registered. */
export function studyApi(services: StudyServices): FastifyPluginAsync {
  return async (server) => {
    for (const type of yamlTypes) {
      server.addContentTypeParser<string>(type, { parseAs: 'string' }, (_request, body, done) => {
        done(null, new YamlText(body));
      });
    }
    server.setErrorHandler(answerError);
    const limits = createApiLimits();
    for (const route of apiRoutes) serveRoute(server, route, services, limits);
  };
}

/** What is the caller's affair becomes a problem document; the rest is the server's, which logs and reports it. */
function answerError(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = toProblem(error);
  if (problem === null) throw error;
  return sendProblem(reply, problem);
}

const parserProblems: Readonly<Record<string, Pick<ApiProblemFields, 'code' | 'title'>>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'body_too_large', title: 'The request is too large' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { code: 'media_type_unsupported', title: 'Send application/json' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: 'json_invalid', title: 'The body is not valid JSON' },
  FST_ERR_CTP_INVALID_JSON_BODY: { code: 'json_invalid', title: 'The body is not valid JSON' },
};

function toProblem(error: FastifyError): ApiProblemFields | null {
  if (error instanceof ApiProblem) return error.fields;
  const { code, statusCode: status = 500 } = error;
  if (error instanceof TransientError) {
    const retryAfter = (error.retryAfterMs ?? 2000) / 1000;
    return { status: 503, code, title: 'Try again later', detail: error.message, retryAfter };
  }
  if (error instanceof RefusedError && code === 'intake_overloaded') {
    return { status: 503, code, title: 'Too busy', detail: error.message, retryAfter: 1 };
  }
  const known = parserProblems[code];
  if (known !== undefined) return { status, ...known };
  if (status >= 400 && status < 500) return { status, code: 'request_malformed', title: error.message };
  return null;
}
