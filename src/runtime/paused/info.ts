import type { ToolSet } from '../../host/tool.js'
import type { PausedRunInfo } from '../run/execute-options.js'
import { pendingOf, positionsOf } from './decisions.js'
import type { PauseRecord } from './record.js'

/** The public description of a paused run. */
export async function infoOf(
  record: PauseRecord,
  token: string,
  tools: ToolSet,
): Promise<PausedRunInfo> {
  const { runId, code, calls, stdout, expiresAt, sealedAt = 0 } = record
  const { metadata, tenant } = record.own ?? {}
  const pending = await pendingOf(record, tools)
  const positions = positionsOf(pending)
  return {
    runId,
    token,
    pending,
    expiresAt,
    pausedAt: sealedAt,
    code,
    positions,
    calls,
    stdout: stdout.text,
    ...(metadata == null ? {} : { metadata }),
    ...(tenant === undefined ? {} : { tenant }),
  }
}
