/// <reference types="node" preserve="true" />
import { imagesOf, pythonTool } from '../internals.js'
import { callOf } from './ai-call.js'
import type { Tool } from 'ai'
import type { MontyRuntime } from '../runtime/runtime.js'
import type { PythonAnswer } from '../runtime/model/answer.js'
import type { PythonInput, PythonToolSettings } from '../runtime/python-tool.js'

/**
 * A runtime as tools of the AI SDK: a single tool, named `run_python` or by `name`.
 *
 * @example
 * ```ts
 * await generateText({ model, tools: pythonTools(runtime), prompt, stopWhen: stepCountIs(5) })
 * ```
 */
export function pythonTools<const Name extends string = 'run_python'>(
  runtime: MontyRuntime,
  settings?: PythonToolSettings & { name?: Name },
): Record<Name, Tool<PythonInput, PythonAnswer>> {
  const { name, description, inputSchema, execute } = pythonTool(runtime, settings)
  const python: Tool<PythonInput, PythonAnswer> = {
    description,
    inputSchema,
    execute: (input, options) => execute(input, callOf(options)),
    ...(settings?.showImages === false ? {} : { toModelOutput }),
  }
  return { [name]: python } as Record<Name, typeof python>
}

type ModelOutput = Awaited<
  ReturnType<NonNullable<Tool<PythonInput, PythonAnswer>['toModelOutput']>>
>

/**
 * Converts the answer, with images for the user, to a form that version 6 of the SDK supports as
 * well.
 */
function toModelOutput({ output }: { output: PythonAnswer }): ModelOutput {
  const images = imagesOf(output)
  const json = output as unknown as Extract<ModelOutput, { type: 'json' }>['value']
  if (images.length === 0) return { type: 'json', value: json }
  const shown = images.map(({ base64, mediaType }) => ({
    type: 'image-data' as const,
    data: base64,
    mediaType,
  }))
  return { type: 'content', value: [{ type: 'text', text: JSON.stringify(json) }, ...shown] }
}

export { pythonTool } from '../internals.js'
export type { PythonAnswer } from '../runtime/model/answer.js'
export type { PythonInput, PythonTool, PythonToolSettings } from '../runtime/python-tool.js'
export { pythonUiParts } from './ai-events.js'
export type { PythonCallData, PythonOutputData, PythonUiData, PythonUiPart } from './ai-events.js'
export { fromAiTools, pythonToolCaller } from './ai-tool-caller.js'
export type { PythonToolCaller } from './ai-tool-caller.js'
