// A chat whose model writes Python that needs an approval: the run pauses, a person decides on the page, and the chat
// goes on where it was. The server streams UI messages of the AI SDK as server-sent events. The model is a mock.
//
//   npx tsx examples/agents/chat-approvals.ts       and open the address that it prints
//   npx tsx examples/agents/chat-approvals.ts demo  plays a person who approves once and refuses once
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import {
  convertToModelMessages,
  createUIMessageStream,
  generateId,
  isStepCount,
  pipeUIMessageStreamToResponse,
  simulateReadableStream,
  streamText,
  type UIMessage,
  type UIMessageChunk,
} from 'ai'
import { MockLanguageModelV4 } from 'ai/test'
import { type Decision, modelAnswer, MontyRuntime, tool } from 'monty-node'
import { pythonTools, pythonUiParts } from 'monty-node/ai'
import { z } from 'zod'

const sent: string[] = []
const runtime = new MontyRuntime({
  tools: {
    addresses: tool({
      description: 'The members of a team.',
      input: z.object({ team: z.string() }),
      output: z.array(z.string()),
      execute: ({ team }) => [`ada@${team}.test`, `bob@${team}.test`],
    }),
    send_mail: tool({
      description: 'Sends a message.',
      input: z.object({ to: z.string(), text: z.string() }),
      output: z.string(),
      needsApproval: true,
      execute: ({ to }) => {
        sent.push(to)
        return `sent to ${to}`
      },
    }),
  },
  // Both messages are asked about at once.
  approvals: 'together',
})

const PROGRAM = `import asyncio

await asyncio.gather(*[send_mail(to, "The build is green.") for to in await addresses("build")])`

/** What is known of a chat: an application keeps that in its database. */
interface Chat {
  readonly messages: UIMessage[]
  /** The runs that wait, by the call of the tool that they belong to. */
  readonly waiting: Map<string, { token: string; callIds: number[] }>
}
const chats = new Map<string, Chat>()

function chatOf(id: string): Chat {
  const known = chats.get(id) ?? { messages: [], waiting: new Map() }
  chats.set(id, known)
  return known
}

type Write = (part: UIMessageChunk) => void

/** What comes before the model goes on: the run of a tool's call that somebody has decided about. */
interface Before {
  readonly toolCallId: string
  readonly run: (write: Write) => Promise<void>
}

/** Streams what the model says next, and what Python does meanwhile. */
function goOn(chat: Chat, response: ServerResponse, before?: Before): void {
  const parts = pythonUiParts()
  const stream = createUIMessageStream({
    // What comes belongs to the last message of the assistant, if that is the last.
    originalMessages: chat.messages,
    generateId,
    async execute({ writer }) {
      await before?.run((part) => writer.write(part))
      const tools = pythonTools(runtime, {
        onEvent: (event, call) => parts(event, call).forEach((part) => writer.write(part)),
        onOutcome(outcome, { toolCallId = '' }) {
          if (outcome.status !== 'paused') return
          const callIds = outcome.pending.map(({ callId }) => callId)
          // The token goes nowhere but here.
          chat.waiting.set(toolCallId, { token: outcome.token, callIds })
        },
      })
      const told = before === undefined ? chat.messages : upTo(chat.messages, before.toolCallId)
      const messages = await convertToModelMessages(told, { tools })
      const result = streamText({ model, tools, messages, stopWhen: isStepCount(3) })
      writer.merge(result.toUIMessageStream({ sendStart: before === undefined }))
    },
    onEnd: ({ messages }) => void chat.messages.splice(0, Infinity, ...messages),
  })
  void pipeUIMessageStreamToResponse({ response, stream })
}

/** Messages until a call of a tool: what was said after it was about its waiting. */
function upTo(messages: readonly UIMessage[], toolCallId: string): UIMessage[] {
  const isCall = (part: UIMessage['parts'][number]): boolean =>
    'toolCallId' in part && part.toolCallId === toolCallId
  const at = messages.findIndex(({ parts }) => parts.some(isCall))
  const last = messages[at]
  if (last === undefined) return [...messages]
  const parts = last.parts.slice(0, last.parts.findIndex(isCall) + 1)
  return [...messages.slice(0, at), { ...last, parts }]
}

/** A person has decided: the run goes on, and its answer takes the place of the one that said that it waits. */
function decide(
  chat: Chat,
  { toolCallId, approve }: { toolCallId: string; approve: boolean },
  response: ServerResponse,
): void {
  const { token, callIds } = chat.waiting.get(toolCallId) ?? { token: '', callIds: [] }
  const decisions = callIds.map((callId): Decision =>
    approve ? { callId, action: 'approve' } : { callId, action: 'deny', message: 'not now' },
  )
  const run = async (write: Write): Promise<void> => {
    const execution = runtime.resume(token, decisions)
    const parts = pythonUiParts()
    for await (const event of execution.events) {
      for (const part of parts(event, { toolCallId })) write(part)
    }
    const outcome = await execution.outcome
    if (outcome.status !== 'paused') chat.waiting.delete(toolCallId)
    const output = modelAnswer(outcome)
    for (const part of chat.messages.flatMap((message) => message.parts)) {
      if ('toolCallId' in part && part.toolCallId === toolCallId) Object.assign(part, { output })
    }
    write({ type: 'tool-output-available', toolCallId, output })
  }
  goOn(chat, response, { toolCallId, run })
}

const PAGE = `<!doctype html><meta charset="utf-8"><title>Chat</title>
<style>body{font:16px sans-serif;max-width:40em;margin:2em auto}li{margin:.5em 0}.call{color:#555}</style>
<ul id="log" aria-live="polite"></ul><form id="say"><label>Message <input name="text" value="Tell the team"></label><button>Send</button></form>
<script>
const log = document.getElementById('log'), shown = new Map()
const line = (id, text, kind) => { let li = shown.get(id); if (!li) { li = document.createElement('li'); li.className = kind || ''; shown.set(id, li); log.append(li) } li.textContent = text; return li }
const call = ({ name, args, kwargs }) => name + '(' + [...args.map((arg) => JSON.stringify(arg)), ...Object.entries(kwargs).map(([key, arg]) => key + '=' + JSON.stringify(arg))].join(', ') + ')'
const chunk = (c) => {
  if (c.type === 'text-delta') line(c.id, (shown.get(c.id)?.textContent ?? '') + c.delta)
  if (c.type === 'data-python-call') line(c.id, call(c.data) + ': ' + c.data.state, 'call')
  if (c.type === 'tool-output-available') {
    const li = line('ask-' + c.toolCallId, 'Python: ' + c.output.status)
    if (c.output.status === 'paused') for (const approve of [true, false]) {
      const button = document.createElement('button')
      button.textContent = approve ? 'Approve' : 'Refuse'
      button.onclick = () => { li.querySelectorAll('button').forEach((one) => one.remove()); post('decide', { toolCallId: c.toolCallId, approve }) }
      li.append(' ', button)
    }
  }
}
const post = async (path, body) => {
  const response = await fetch(path, { method: 'POST', body: JSON.stringify(body) })
  let text = ''
  for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
    const events = (text + part).split('\\n\\n'); text = events.pop()
    for (const event of events) if (event.startsWith('data: {')) chunk(JSON.parse(event.slice(6)))
  }
}
document.getElementById('say').onsubmit = (event) => { event.preventDefault(); const text = event.target.text.value; line('me' + shown.size, 'You: ' + text); post('chat', { text }) }
</script>`

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  // An application knows who is asking, and whose chat it is.
  const chat = chatOf('the only one')
  switch (`${request.method} ${request.url}`) {
    case 'GET /':
      response.setHeader('content-type', 'text/html').end(PAGE)
      return
    case 'POST /chat': {
      const { text } = (await json(request)) as { text: string }
      chat.messages.push({ id: generateId(), role: 'user', parts: [{ type: 'text', text }] })
      return goOn(chat, response)
    }
    case 'POST /decide':
      return decide(
        chat,
        (await json(request)) as { toolCallId: string; approve: boolean },
        response,
      )
    default:
      response.writeHead(404).end()
  }
}

const usage = {
  inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 0, text: 0, reasoning: 0 },
}
let answers = 0

/** Writes the program, and then says what came of it. */
const model = new MockLanguageModelV4({
  doStream: async ({ prompt }) => {
    const last = prompt.at(-1)
    const answer = last?.role === 'tool' ? JSON.stringify(last.content) : undefined
    const said = answer?.includes('"paused"')
      ? 'The messages wait for you.'
      : answer?.includes('"ok"')
        ? 'Everybody knows.'
        : 'Nobody was told.'
    const id = `${++answers}`
    const content =
      answer === undefined
        ? [
            {
              type: 'tool-call' as const,
              toolCallId: `call-${id}`,
              toolName: 'run_python',
              input: JSON.stringify({ code: PROGRAM }),
            },
          ]
        : [
            { type: 'text-start' as const, id },
            { type: 'text-delta' as const, id, delta: said },
            { type: 'text-end' as const, id },
          ]
    const unified = answer === undefined ? ('tool-calls' as const) : ('stop' as const)
    const finish = { type: 'finish' as const, finishReason: { unified, raw: undefined }, usage }
    return { stream: simulateReadableStream({ chunks: [...content, finish] }) }
  },
})

const server = createServer((request, response) => {
  serve(request, response).catch(() => response.writeHead(500).end())
})
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

if (process.argv[2] === 'demo') {
  for (const approve of [true, false]) {
    const asked = await chunksOf('/chat', { text: 'Tell the team' })
    const ask = asked.find((chunk) => chunk.type === 'tool-output-available')
    if (ask?.type !== 'tool-output-available') throw new Error('Python should have been run')
    tell(asked)
    console.log(approve ? '  (approved)' : '  (refused)')
    tell(await chunksOf('/decide', { toolCallId: ask.toolCallId, approve }))
  }
  console.log(`messages that were sent: ${sent.join(', ')}`)
  server.close()
  await runtime.close()
} else {
  console.log(address)
}

/** What the page gets for a request. */
async function chunksOf(path: string, body: object): Promise<UIMessageChunk[]> {
  const response = await fetch(`${address}${path}`, { method: 'POST', body: JSON.stringify(body) })
  return (await response.text())
    .split('\n\n')
    .filter((event) => event.startsWith('data: {'))
    .map((event) => JSON.parse(event.slice('data: '.length)) as UIMessageChunk)
}

/** Prints what the page shows. */
function tell(chunks: readonly UIMessageChunk[]): void {
  for (const chunk of chunks) {
    if (chunk.type === 'text-delta') console.log(`assistant: ${chunk.delta}`)
    if (chunk.type === 'tool-output-available') {
      console.log(`Python: ${(chunk.output as { status: string }).status}`)
    }
    if (chunk.type === 'data-python-call') {
      const { name, state } = chunk.data as { name: string; state: string }
      console.log(`  ${name}: ${state}`)
    }
  }
}
