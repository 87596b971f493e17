import { matchingLines } from './matching-lines.mjs'

// std::io::Error::new and the like are someone else's.
const building =
  /(?<!io::)(?<!fmt::)\bError::(new|from_reason|from_status)\s*\(|\bJs(Type|Range|Syntax)?Error::from\b/

/** A napi::Error is built in src/native/error.rs only. */
export function errorsInOnePlace(files) {
  return files
    .filter(({ path }) => path.startsWith('src/native/') && path.endsWith('.rs'))
    .filter(({ path }) => path !== 'src/native/error.rs')
    .flatMap((file) =>
      matchingLines(file, building, 'only src/native/error.rs may build a napi::Error'),
    )
}
