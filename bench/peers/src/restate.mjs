/** Restate: its server from npm, a virtual object keyed by conversation, two `ctx.run` steps. */

import { Agent, request } from 'node:http';
import { createServer } from 'node:http2';
import { createRequire } from 'node:module';
import { measure } from './measure.mjs';
import { assertDeduplicated, assertNoOverlap, assertRecorded, installedVersion } from './peer.mjs';
import { freePorts, startServer } from './processes.mjs';
import { createOverlapCounter, createReply, deliver, nextState, runStep } from './work.mjs';

/** @typedef {import('./peer.mjs').RunOptions} RunOptions */
/** @typedef {{status: number, body: string}} Answer */

const NAME = 'restate';
const OBJECT = 'Conversation';
const READY_MS = 60_000;
const HOST = '127.0.0.1';

const NOTES = [
  'accepted = the invocation in the log (idempotency key = message id: deduplicates for a day); delivered = the invocation completed',
  "a virtual object a conversation: one at a time and in order; state is the object's, the outgoing message a value of it written in the same invocation and its kept result",
  'one node, one replica of the log, its WAL fsynced (the default); server, handlers and driver share the cores',
];

/** The SDK calls Promise.withResolvers, which Node 20 lacks: without this it hangs and says nothing. */
function polyfillWithResolvers() {
  const promise = /** @type {any} */ (Promise);
  promise.withResolvers ??= function withResolvers() {
    /** @type {any} */
    const deferred = {};
    deferred.promise = new this((/** @type {any} */ resolve, /** @type {any} */ reject) => {
      deferred.resolve = resolve;
      deferred.reject = reject;
    });
    return deferred;
  };
}

/** @returns {string} */
function findServer() {
  const name = `@restatedev/restate-server-${process.platform}-${process.arch}`;
  try {
    return createRequire(import.meta.url).resolve(`${name}/bin/restate-server`);
  } catch (cause) {
    throw new Error(
      `${name} is not installed: npm has no Restate server for this platform, or optional packages were left out`,
      { cause },
    );
  }
}

/**
 * @param {Agent} agent @param {number} port @param {string} path @param {string} method
 * @param {Record<string, string>} headers @param {string} [body]
 * @returns {Promise<Answer>}
 */
function call(agent, port, path, method, headers, body) {
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: HOST, port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** @param {Answer} answer @param {string} what */
function assertAccepted(answer, what) {
  if (answer.status < 200 || answer.status > 299)
    throw new Error(`${NAME}: ${what} answered ${answer.status}: ${answer.body.slice(0, 300)}`);
  return answer;
}

/** Serves the handlers as Restate wants them: HTTP/2 without TLS. @param {ReturnType<typeof createOverlapCounter>} overlap @param {number} port */
async function serveHandlers(overlap, port) {
  polyfillWithResolvers();
  const { createEndpointHandler, object } = await import('@restatedev/restate-sdk');
  const conversation = object({
    name: OBJECT,
    handlers: {
      turn: async (/** @type {any} */ ctx, /** @type {import('./work.mjs').Message} */ message) => {
        overlap.enter(message.conversation);
        const state = await ctx.get('state');
        const understood = await ctx.run('understand', () => runStep(message, 'understand'));
        const answered = await ctx.run('answer', () => runStep(message, 'answer'));
        const reply = createReply(understood, answered);
        ctx.set('state', nextState(state, message));
        ctx.set('outgoing', { messageId: message.id, reply });
        overlap.leave(message.conversation);
        return { messageId: message.id, reply, ...deliver(reply) };
      },
    },
  });
  const handler = createEndpointHandler({ services: [conversation], logger: () => {} });
  const server = createServer(/** @type {any} */ (handler));
  /** @type {Set<import('node:http2').ServerHttp2Session>} */
  const sessions = new Set();
  server.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => resolve(undefined));
  });
  return {
    stop: async () => {
      for (const session of sessions) session.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** @param {Agent} agent @param {number} admin @param {string} query @returns {Promise<Record<string, any>[]>} */
async function queryAdmin(agent, admin, query) {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const answer = await call(agent, admin, '/query', 'POST', headers, JSON.stringify({ query }));
  return JSON.parse(assertAccepted(answer, 'the query').body).rows;
}

/** Every completed invocation, and the Turns each object counted itself. @param {Agent} agent @param {number} admin @param {string[]} completed */
async function verify(agent, admin, completed) {
  const invocations = await queryAdmin(
    agent,
    admin,
    `select idempotency_key as id from sys_invocation where target_service_name = '${OBJECT}' and status = 'completed' and completion_result = 'success'`,
  );
  assertRecorded(
    NAME,
    invocations.map((row) => row.id),
    completed,
  );
  const states = await queryAdmin(
    agent,
    admin,
    `select value_utf8 as value from state where service_name = '${OBJECT}' and key = 'state'`,
  );
  const turns = states.reduce((sum, row) => sum + JSON.parse(row.value).turn, 0);
  if (turns !== completed.length)
    throw new Error(`${NAME}: states count ${turns} turns, ${completed.length} were done`);
}

/** @param {number[]} ports */
const serverEnvironment = ([ingress = 0, admin = 0, node = 0]) => ({
  RESTATE_DISABLE_TELEMETRY: 'true',
  DO_NOT_TRACK: '1',
  RESTATE_LISTEN_MODE: 'tcp',
  RESTATE_BIND_IP: HOST,
  RESTATE_BIND_PORT: String(node),
  RESTATE_ADVERTISED_HOST: HOST,
  RESTATE_INGRESS__BIND_PORT: String(ingress),
  RESTATE_ADMIN__BIND_PORT: String(admin),
  RESTATE_ADMIN__DISABLE_WEB_UI: 'true',
  RESTATE_LOG_FILTER: 'warn',
  RESTATE_LOG_DISABLE_ANSI_CODES: 'true',
});

/** @type {import('./peer.mjs').Peer} */
export default {
  name: NAME,
  requires: 'restate',
  version: () =>
    `${installedVersion('@restatedev/restate-server')} (sdk ${installedVersion('@restatedev/restate-sdk')})`,
  async run(options) {
    const program = findServer();
    const [ingress = 0, admin = 0, node = 0, handlers = 0] = await freePorts(4);
    const agent = new Agent({ keepAlive: true, maxSockets: options.inFlight + 4 });
    const isReady = async () => {
      const [one, two] = await Promise.all([
        call(agent, admin, '/health', 'GET', {}),
        call(agent, ingress, '/restate/health', 'GET', {}),
      ]);
      return one.status === 200 && two.status === 200;
    };
    const server = await startServer(
      'restate',
      program,
      (folder) => ({
        args: ['--no-logo', '--base-dir', folder, '--node-name', 'peer'],
        env: serverEnvironment([ingress, admin, node]),
      }),
      { readyMs: READY_MS, isReady },
    );
    const overlap = createOverlapCounter();
    /** @type {{stop(): Promise<void>} | undefined} */
    let endpoint;
    try {
      endpoint = await serveHandlers(overlap, handlers);
      const json = { 'content-type': 'application/json' };
      const deployment = JSON.stringify({ uri: `http://${HOST}:${handlers}` });
      assertAccepted(await call(agent, admin, '/deployments', 'POST', json, deployment), 'the registration');
      const send = async (/** @type {import('./work.mjs').Message} */ message) => {
        const headers = { ...json, 'idempotency-key': message.id };
        const answer = await call(
          agent,
          ingress,
          `/${OBJECT}/${message.conversation}/turn`,
          'POST',
          headers,
          JSON.stringify(message),
        );
        if (JSON.parse(assertAccepted(answer, 'a turn').body).messageId !== message.id)
          throw new Error(`${NAME}: another message's reply`);
      };
      const { measured, completed, sample } = await measure(NAME, options, send);
      await assertDeduplicated(NAME, overlap, () => send(sample));
      await verify(agent, admin, completed);
      assertNoOverlap(NAME, overlap.overlaps);
      return { ...measured, notes: NOTES };
    } finally {
      agent.destroy();
      await endpoint?.stop();
      await server.stop();
    }
  },
  cleanUp: async () => {}, // its server and the folder of it are gone with the process
};
