import type { Artifact } from '../../host/outcome.js'

/** The files of an answer, for adapters of frameworks that can carry them. */
const files = new WeakMap<object, readonly Artifact[]>()

export function tellFiles<T extends object>(answer: T, artifacts: readonly Artifact[]): T {
  if (artifacts.length > 0) files.set(answer, artifacts)
  return answer
}

/** The files attached to an answer in this process. */
const filesOf = (answer: object): readonly Artifact[] => files.get(answer) ?? []

/** Image types that models accept. */
const IMAGES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])
/** Size limit of providers, in bytes. */
const MAX_IMAGE_BYTES = 5 * 1024 * 1024

/** A Base64 image for a framework. */
export interface EncodedImage {
  readonly name: string
  readonly mediaType: string
  readonly base64: string
}

/** The images attached to an answer. */
export function imagesOf(answer: object): EncodedImage[] {
  return filesOf(answer)
    .filter(({ type, bytes }) => IMAGES.has(type) && bytes.length <= MAX_IMAGE_BYTES)
    .map(({ name, type, bytes }) => ({
      name,
      mediaType: type,
      base64: Buffer.from(bytes).toString('base64'),
    }))
}
