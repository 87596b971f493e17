const json = (schema: object): object => ({ 'application/json': { schema } })
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` })
const text = { type: 'string' }
const anything = {}
const idParameter = { name: 'id', in: 'path', required: true, schema: text }
const refusals = {
  400: { description: 'The request makes no sense.' },
  401: { description: 'Nobody is known by these credentials.' },
  404: { description: 'There is no such run, or it is somebody else’s.' },
  413: { description: 'The body is too long.' },
  429: { description: 'Too many requests; `Retry-After` says when there is room.' },
}
const unfinished = { description: 'The run is on its way.' }
const started = { description: 'The run has begun.', content: json(ref('Started')) }

/** OpenAPI description of the service. `base` is the path at which the service is mounted. */
export function openApi(base: string): object {
  return {
    openapi: '3.1.0',
    info: { title: 'Python runs', version: '1' },
    paths: {
      [`${base}/runs`]: {
        post: {
          summary: 'Runs a program.',
          requestBody: { required: true, content: json(ref('Program')) },
          responses: { 201: started, ...refusals },
        },
      },
      [`${base}/runs/{id}`]: {
        parameters: [idParameter],
        get: {
          summary: 'What a run came to: also one that was resumed since it was paused.',
          responses: {
            200: { description: 'It has ended, or is paused.', content: json(ref('Outcome')) },
            202: { description: 'It is running.' },
            ...refusals,
          },
        },
        delete: {
          summary: 'Ends a run, or gives it up if it is paused.',
          responses: {
            204: { description: 'It is being ended.' },
            409: { description: 'It is just being resumed.' },
            ...refusals,
          },
        },
      },
      [`${base}/runs/{id}/events`]: {
        parameters: [
          idParameter,
          { name: 'Last-Event-ID', in: 'header', required: false, schema: text },
        ],
        get: {
          summary:
            'What happens in a run, by server-sent events, from the start or after an event.',
          responses: {
            200: { description: 'Events.', content: { 'text/event-stream': { schema: text } } },
            204: { description: 'The last event was seen before.' },
            ...refusals,
          },
        },
      },
      [`${base}/runs/{id}/artifacts`]: {
        parameters: [idParameter],
        get: {
          summary: 'The files that a run has written for the user.',
          responses: {
            200: {
              description: 'Files, without what is in them.',
              content: json({ type: 'array', items: ref('Artifact') }),
            },
            409: unfinished,
            ...refusals,
          },
        },
      },
      [`${base}/runs/{id}/artifacts/{name}`]: {
        parameters: [
          idParameter,
          {
            name: 'name',
            in: 'path',
            required: true,
            schema: text,
            description: 'The name of a file; slashes in it may be written as they are.',
          },
        ],
        get: {
          summary: 'What is in a file that a run has written.',
          responses: {
            200: {
              description: 'The file, by its media type.',
              content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
            },
            409: unfinished,
            ...refusals,
          },
        },
      },
      [`${base}/runs/{id}/cancel`]: {
        parameters: [idParameter],
        post: {
          summary: 'Ends a run, or gives it up if it is paused.',
          responses: {
            204: { description: 'It is being ended.' },
            409: { description: 'It is just being resumed.' },
            ...refusals,
          },
        },
      },
      [`${base}/runs/{id}/decisions`]: {
        parameters: [idParameter],
        post: {
          summary: 'Goes on with a paused run.',
          requestBody: { required: true, content: json(ref('Decisions')) },
          responses: {
            201: started,
            409: { description: 'The run is not paused, or goes on already.' },
            ...refusals,
          },
        },
      },
      [`${base}/resumptions`]: {
        post: {
          summary: 'Goes on with a paused run, by its token.',
          requestBody: { required: true, content: json(ref('Resumption')) },
          responses: {
            201: started,
            409: { description: 'The run goes on already.' },
            ...refusals,
          },
        },
      },
      [`${base}/paused`]: {
        get: {
          summary: 'The runs that wait for decisions.',
          responses: {
            200: {
              description: 'Paused runs.',
              content: json({ type: 'array', items: ref('PausedRun') }),
            },
            ...refusals,
          },
        },
      },
    },
    components: { schemas },
  }
}

const decisions = { type: 'array', items: ref('Decision') }

const schemas = {
  Program: {
    type: 'object',
    properties: { code: text, inputs: { type: 'object', additionalProperties: anything } },
    required: ['code'],
  },
  Started: {
    type: 'object',
    properties: { id: text, runId: text },
    required: ['id', 'runId'],
  },
  Decision: {
    type: 'object',
    properties: {
      callId: { type: 'integer' },
      action: { enum: ['approve', 'deny', 'answer'] },
      input: { type: 'object' },
      message: text,
      value: anything,
    },
    required: ['callId', 'action'],
  },
  Decisions: { type: 'object', properties: { decisions }, required: ['decisions'] },
  Resumption: {
    type: 'object',
    properties: { token: text, decisions },
    required: ['token', 'decisions'],
  },
  PendingCall: {
    type: 'object',
    properties: {
      callId: { type: 'integer' },
      name: text,
      input: anything,
      state: { enum: ['held', 'unknown'] },
    },
    required: ['callId', 'name', 'input', 'state'],
  },
  Artifact: {
    type: 'object',
    properties: { name: text, type: text, bytes: { type: 'integer' } },
    required: ['name', 'type', 'bytes'],
  },
  PausedRun: {
    type: 'object',
    properties: { runId: text, token: text, pending: { type: 'array', items: ref('PendingCall') } },
    required: ['runId', 'token', 'pending'],
  },
  Outcome: {
    type: 'object',
    properties: {
      status: {
        enum: [
          'ok',
          'paused',
          'syntax',
          'unsupported',
          'type',
          'error',
          'limit',
          'timeout',
          'cancelled',
          'quota',
          'crashed',
        ],
      },
      value: anything,
      stdout: text,
      calls: { type: 'array' },
      artifacts: { type: 'array', items: ref('Artifact') },
      usage: { type: 'object' },
      error: anything,
      hint: text,
      retryAfterMs: { type: 'number' },
      token: text,
      pending: { type: 'array', items: ref('PendingCall') },
    },
    required: ['status', 'stdout', 'calls', 'artifacts', 'usage'],
  },
} as const
