//! From places in what the machine runs back to the program as it was written.

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use monty_lowering::{PREFIX, Place, PositionMap};
use monty_types::{CodeLoc, MontyException, SourceRange, StackFrame};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A program that the machine runs in another form.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Origin {
    source: String,
    /// What the machine runs; empty where it is ASCII throughout, as columns are bytes then.
    text: String,
    map: PositionMap,
}

impl Origin {
    pub(crate) fn new(source: String, text: &str, map: PositionMap) -> Self {
        let text = if text.is_ascii() { "" } else { text };
        Self {
            source,
            text: text.to_owned(),
            map,
        }
    }

    /// Of a source that runs as it is, from its byte `start` on, behind lines of ours. `text` is both.
    pub(crate) fn untouched(source: &str, start: u32, before: &str, text: &str) -> Self {
        let map = PositionMap::untouched(before, source, start);
        Self::new(source.to_owned(), text, map)
    }

    /// The same where lines of ours stand before it. `text` is both.
    pub(crate) fn behind(&self, before: &str, text: &str) -> Self {
        Self::new(self.source.clone(), text, self.map.behind(before))
    }

    /// The frame as the program's author knows it; `None` for one of ours.
    fn frame(&self, frame: &StackFrame, previews: &mut Previews) -> Option<StackFrame> {
        let start = place(frame.start);
        let (from, to) =
            self.map
                .range(self.text.as_str(), &self.source, start, place(frame.end))?;
        let name = self.map.function_name(&self.text, start);
        Some(StackFrame {
            filename: frame.filename.clone(),
            start: located(from),
            end: located(to),
            frame_name: name.map_or_else(|| frame.frame_name.clone(), known_name),
            preview_line: Some(previews.of(self, from.line, to.line)),
            hide_caret: frame.hide_caret,
            hide_frame_name: frame.hide_frame_name,
        })
    }
}

/// The module's own code has no name.
fn known_name(name: &str) -> Option<String> {
    (name != "<module>").then(|| name.to_owned())
}

fn place(at: CodeLoc) -> Place {
    Place {
        line: at.line,
        column: at.column,
    }
}

fn located(at: Place) -> CodeLoc {
    // The machine counts from 0 here.
    CodeLoc::new(at.line - 1, at.column - 1)
}

/// Lines of the source that frames show, each made once: a deep recursion shows one of them often.
#[derive(Default)]
struct Previews(HashMap<(u32, u32), Arc<str>>);

impl Previews {
    fn of(&mut self, origin: &Origin, first: u32, last: u32) -> Arc<str> {
        let preview = self.0.entry((first, last)).or_insert_with(|| {
            let line = |number| origin.map.source_line(&origin.source, number);
            if first == last {
                Arc::from(line(first))
            } else {
                Arc::from(block(&(first..=last).map(line).collect::<Vec<_>>()))
            }
        });
        Arc::clone(preview)
    }
}

/// Several lines as `CPython` shows them: the first and the last of more than three, moved to the left.
fn block(lines: &[&str]) -> String {
    let shown: Vec<&str> = match lines {
        [first, _, .., _, last] => vec![first, last],
        few => few.to_vec(),
    };
    let indent = shown
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| &line[..line.len() - line.trim_start().len()])
        .reduce(common)
        .map_or(0, str::len);
    let mut moved: Vec<String> = shown
        .iter()
        .map(|line| line.get(indent..).unwrap_or_default().to_owned())
        .collect();
    if lines.len() > shown.len() {
        moved.insert(1, format!("...<{} lines>...", lines.len() - 2));
    }
    moved.join("\n")
}

/// What two texts begin with alike.
fn common<'t>(one: &'t str, other: &str) -> &'t str {
    let length = one
        .char_indices()
        .zip(other.chars())
        .find(|((_, a), b)| a != b)
        .map_or(one.len().min(other.len()), |((at, _), _)| at);
    &one[..length]
}

/// The programs of a run or a session that the machine runs in another form, by the names of their files.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Origins {
    by_name: HashMap<String, Shared>,
    /// Whether exceptions are told as `CPython` tells them, also those of programs that run as they are.
    is_python: bool,
    /// Whether some program makes objects of exceptions that the host raises and the machine lacks.
    hears_host: bool,
}

impl Origins {
    pub(crate) fn new(is_python: bool) -> Self {
        Self {
            by_name: HashMap::new(),
            is_python,
            hears_host: false,
        }
    }

    pub(crate) fn is_python(&self) -> bool {
        self.is_python
    }

    pub(crate) fn add(&mut self, script_name: &str, origin: Option<Arc<Origin>>) {
        if let Some(origin) = origin {
            self.hears_host |= origin.map.hears_host();
            self.by_name.insert(script_name.to_owned(), Shared(origin));
        }
    }

    /// Whether some program makes objects of exceptions that the host raises and the machine lacks.
    pub(crate) fn hears_host(&self) -> bool {
        self.hears_host
    }

    /// A message of the machine's without our prefix of a name that it tells.
    pub(crate) fn told<'m>(&self, message: &'m str) -> Cow<'m, str> {
        if !self.by_name.is_empty() && message.contains(PREFIX) {
            Cow::Owned(message.replace(PREFIX, ""))
        } else {
            Cow::Borrowed(message)
        }
    }

    /// Where what the machine runs comes from, where that is not what was written.
    pub(crate) fn origin(&self, script_name: &str) -> Option<&Origin> {
        self.by_name
            .get(script_name)
            .map(|Shared(origin)| &**origin)
    }

    /// What was written, where that is not what the machine runs.
    pub(crate) fn source(&self, script_name: &str) -> Option<&str> {
        let Shared(origin) = self.by_name.get(script_name)?;
        Some(&origin.source)
    }

    /// Where in the source a position lies. What calls from inside a helper of ours stands nowhere in it, which
    /// the source's beginning stands for.
    pub(crate) fn position(&self, position: &SourceRange) -> (u32, u32) {
        match self.by_name.get(&position.filename) {
            None => (position.start, position.end),
            Some(Shared(origin)) => origin
                .map
                .span(position.start, position.end)
                .unwrap_or_default(),
        }
    }

    /// The frames of a traceback as the program's author knows them.
    pub(crate) fn frames(&self, exception: &MontyException) -> Vec<StackFrame> {
        let frames = exception.traceback();
        if self.by_name.is_empty() {
            return frames.to_vec();
        }
        let mut previews: HashMap<&str, Previews> = HashMap::new();
        frames
            .iter()
            .filter_map(|frame| match self.by_name.get(&frame.filename) {
                None => Some(frame.clone()),
                Some(Shared(origin)) => {
                    origin.frame(frame, previews.entry(&frame.filename).or_default())
                }
            })
            .collect()
    }
}

/// Written as what it shares.
#[derive(Debug, Clone)]
struct Shared(Arc<Origin>);

impl Serialize for Shared {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Shared {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Origin::deserialize(deserializer).map(|origin| Self(Arc::new(origin)))
    }
}
