import { matchingLines } from './matching-lines.mjs'

// Excludes std::io::Error::new and fmt::Error.
const building =
  /(?<!io::)(?<!fmt::)\bError::(new|from_reason|from_status)\s*\(|\bJs(Type|Range|Syntax)?Error::from\b/

/** Only src/native/error.rs may create a napi::Error. */
export function errorsInOnePlace(files) {
  return files
    .filter(({ path }) => path.startsWith('src/native/') && path.endsWith('.rs'))
    .filter(({ path }) => path !== 'src/native/error.rs')
    .flatMap((file) =>
      matchingLines(file, building, 'only src/native/error.rs may build a napi::Error'),
    )
}
