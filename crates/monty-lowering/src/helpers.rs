//! The helpers in Python, and the selection of those that a program needs.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::OnceLock,
};

/// Prefix of every generated name.
pub const PREFIX: &str = "lo__";

/// The helper that turns host exceptions into objects.
pub const HOST_HOOK: &str = "lo__foreign_hook";

/// Files of helpers, in the order of their definition.
const FILES: &[&str] = &[
    include_str!("python/exceptions.py"),
    include_str!("python/objects.py"),
    include_str!("python/attributes.py"),
    include_str!("python/making.py"),
    include_str!("python/specials.py"),
    include_str!("python/metaclasses.py"),
    include_str!("python/operators.py"),
    include_str!("python/iterators.py"),
    include_str!("python/generators.py"),
    include_str!("python/driven.py"),
    include_str!("python/functions.py"),
    include_str!("python/text.py"),
    include_str!("python/sums.py"),
    include_str!("python/patterns.py"),
    include_str!("python/positions.py"),
    include_str!("python/histories.py"),
    include_str!("python/sets.py"),
    include_str!("python/standing.py"),
    include_str!("python/named.py"),
    include_str!("python/dataclass.py"),
    include_str!("python/enumeration.py"),
    include_str!("python/protocols.py"),
    include_str!("python/contexts.py"),
    include_str!("python/keys.py"),
    include_str!("python/missing.py"),
    include_str!("python/dates.py"),
    include_str!("python/codecs.py"),
    include_str!("python/bytearrays.py"),
    include_str!("python/paths.py"),
    include_str!("python/groups.py"),
    include_str!("python/tasks.py"),
    include_str!("python/asyncio.py"),
    include_str!("python/modules.py"),
    include_str!("python/inspecting.py"),
    include_str!("python/matching.py"),
];

struct Helper {
    name: &'static str,
    text: String,
    needs: Vec<&'static str>,
}

struct Library {
    helpers: Vec<Helper>,
    by_name: HashMap<&'static str, usize>,
}

/// Adds the helpers in `wanted` and their dependencies to `output`; `present` are those of earlier feeds.
pub fn define(wanted: &BTreeSet<String>, present: &mut BTreeSet<String>, output: &mut String) {
    let library = library();
    let mut chosen = HashSet::new();
    let mut open: Vec<&str> = wanted.iter().map(String::as_str).collect();
    while let Some(name) = open.pop() {
        let Some(&index) = library.by_name.get(name) else {
            debug_assert!(false, "no helper {name}");
            continue;
        };
        if !present.contains(name) && chosen.insert(index) {
            open.extend(&library.helpers[index].needs);
        }
    }
    for (index, helper) in library.helpers.iter().enumerate() {
        if chosen.contains(&index) {
            output.push_str(&helper.text);
            present.insert(helper.name.to_owned());
        }
    }
}

/// Whether there is a helper of this name.
pub fn exists(name: &str) -> bool {
    library().by_name.contains_key(name)
}

fn library() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(read)
}

fn read() -> Library {
    let mut helpers: Vec<Helper> = Vec::new();
    for file in FILES {
        let mut decorated = String::new();
        for line in file.lines() {
            if line.trim_start().starts_with('#') || line.trim().is_empty() {
                continue;
            }
            if line.trim_start().starts_with("\"\"\"") {
                continue;
            }
            if line.starts_with('@') {
                decorated.push_str(line);
                decorated.push('\n');
                continue;
            }
            if let Some(name) = defined(line) {
                let text = std::mem::take(&mut decorated);
                helpers.push(Helper {
                    name,
                    text,
                    needs: Vec::new(),
                });
            }
            if let Some(helper) = helpers.last_mut() {
                helper.text.push_str(line);
                helper.text.push('\n');
                helper.needs.extend(names(line));
            }
        }
    }
    for helper in &mut helpers {
        if let Some(renamed) = under_its_name(helper) {
            helper.text = renamed;
        }
    }
    let by_name = helpers
        .iter()
        .enumerate()
        .map(|(index, helper)| (helper.name, index))
        .collect();
    Library { helpers, by_name }
}

/// A helper class that programs can observe, defined under its public name (`generator`) and bound to the helper's.
fn under_its_name(helper: &Helper) -> Option<String> {
    let (head, body) = helper.text.split_once('\n')?;
    let (first, rest) = body.split_once('\n')?;
    let known = first.strip_prefix("    lo__name = \"")?.strip_suffix('"')?;
    let head = head.replacen(helper.name, known, 1);
    let rest: String = rest.lines().flat_map(|line| ["    ", line, "\n"]).collect();
    let rest = if rest.is_empty() {
        "        pass\n".to_owned()
    } else {
        rest
    };
    Some(format!(
        "def {0}_():\n    {head}\n{rest}    return {known}\n{0} = {0}_()\n",
        helper.name
    ))
}

/// The name that a line at the top of a file defines.
fn defined(line: &'static str) -> Option<&'static str> {
    let rest = ["async def ", "def ", "class "]
        .iter()
        .find_map(|keyword| line.strip_prefix(keyword))
        .unwrap_or(line);
    rest.starts_with(PREFIX).then(|| word(rest))
}

fn word(text: &'static str) -> &'static str {
    let end = text
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(text.len());
    &text[..end]
}

fn names(line: &'static str) -> impl Iterator<Item = &'static str> {
    line.match_indices(PREFIX).filter_map(|(at, _)| {
        let is_whole = !line[..at]
            .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '"' | '\''));
        is_whole.then(|| word(&line[at..]))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::library;

    #[test]
    fn no_helper_is_defined_twice() {
        let mut seen = HashSet::new();
        let again: Vec<_> = library()
            .helpers
            .iter()
            .map(|helper| helper.name)
            .filter(|name| !seen.insert(*name))
            .collect();
        assert_eq!(again, Vec::<&str>::new());
    }
}
