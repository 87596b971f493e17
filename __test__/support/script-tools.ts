import { type JsonSchema, tool, type ToolSet } from '../../src/host/index.js'
import { Answers, type Recorded } from '../language/recorded.js'

/** Tools that answer as those of a recorded script did. */
export function scriptTools(recorded: Recorded): ToolSet {
  const answers = new Answers(recorded)
  return Object.fromEntries(
    Object.entries(recorded.tools).map(([name, { async, parameters }]) => [
      name,
      tool({
        input: { type: 'object', properties: parameters.properties as Record<string, JsonSchema> },
        async,
        execute(input) {
          const { result, error } = answers.answer(name, [], input as Record<string, unknown>)
          if (error !== undefined)
            throw Object.assign(new Error(error.message), { name: error.type })
          return result
        },
      }),
    ]),
  )
}
