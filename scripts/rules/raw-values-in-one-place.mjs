import { matchingLines } from './matching-lines.mjs'

const rawValue =
  /\b(napi_value|napi_env|napi_sys|Unknown|UnknownRef|(?<!type |Self::)JsValue|JsObjectValue|FromNapiValue|ToNapiValue|ValidateNapiValue)\b|\bsys::|\.raw\(\)/

/** JavaScript values are accessed in src/native/value only; other modules pass its types on. */
export function rawValuesInOnePlace(files) {
  return files
    .filter(({ path }) => path.startsWith('src/native/') && path.endsWith('.rs'))
    .filter(({ path }) => !/^src\/native\/value(\/|\.rs$)/.test(path))
    .flatMap((file) =>
      matchingLines(file, rawValue, 'only src/native/value may touch raw JavaScript values'),
    )
}
