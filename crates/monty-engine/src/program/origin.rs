//! Maps positions in the lowered text back to the original source.

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use monty_lowering::{PREFIX, Place, PositionMap};
use monty_types::{CodeLoc, MontyException, SourceRange, StackFrame};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The source of a program that the interpreter runs in another form, and the map between the two.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Origin {
    source: String,
    /// The text that the interpreter runs; empty when it is all ASCII, as columns are bytes then.
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

    /// The origin of a source that runs unchanged, from its byte `start` on, behind inserted lines. `text` is both.
    pub(crate) fn untouched(source: &str, start: u32, before: &str, text: &str) -> Self {
        let map = PositionMap::untouched(before, source, start);
        Self::new(source.to_owned(), text, map)
    }

    /// The same origin behind further inserted lines. `text` is both.
    pub(crate) fn behind(&self, before: &str, text: &str) -> Self {
        Self::new(self.source.clone(), text, self.map.behind(before))
    }

    /// The frame in the original source; `None` for a frame of generated code.
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

/// The name of a function; `None` for the module's own code.
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
    // The interpreter counts from 0 here.
    CodeLoc::new(at.line - 1, at.column - 1)
}

/// Cache of source lines shown by frames: a deep recursion shows the same line often.
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

/// Several lines in `CPython`'s form: only the first and the last of more than three, without common indentation.
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

/// The common prefix of two texts.
fn common<'t>(one: &'t str, other: &str) -> &'t str {
    let length = one
        .char_indices()
        .zip(other.chars())
        .find(|((_, a), b)| a != b)
        .map_or(one.len().min(other.len()), |((at, _), _)| at);
    &one[..length]
}

/// Origins of the programs of a run or a session that the interpreter runs in another form, by file name.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Origins {
    by_name: HashMap<String, Shared>,
    /// Whether exceptions have `CPython`'s messages, also those of programs that run unchanged.
    is_python: bool,
    /// Whether some program handles host exceptions that the interpreter lacks.
    handles_host: bool,
}

impl Origins {
    pub(crate) fn new(is_python: bool) -> Self {
        Self {
            by_name: HashMap::new(),
            is_python,
            handles_host: false,
        }
    }

    pub(crate) fn is_python(&self) -> bool {
        self.is_python
    }

    pub(crate) fn add(&mut self, script_name: &str, origin: Option<Arc<Origin>>) {
        if let Some(origin) = origin {
            self.handles_host |= origin.map.handles_host();
            self.by_name.insert(script_name.to_owned(), Shared(origin));
        }
    }

    /// Whether some program handles host exceptions that the interpreter lacks.
    pub(crate) fn handles_host(&self) -> bool {
        self.handles_host
    }

    /// The interpreter's message without the prefix of generated names.
    pub(crate) fn strip_prefix<'m>(&self, message: &'m str) -> Cow<'m, str> {
        if !self.by_name.is_empty() && message.contains(PREFIX) {
            Cow::Owned(message.replace(PREFIX, ""))
        } else {
            Cow::Borrowed(message)
        }
    }

    /// The origin of a program, if it runs in another form.
    pub(crate) fn origin(&self, script_name: &str) -> Option<&Origin> {
        self.by_name
            .get(script_name)
            .map(|Shared(origin)| &**origin)
    }

    /// The original source of a program, if it runs in another form.
    pub(crate) fn source(&self, script_name: &str) -> Option<&str> {
        let Shared(origin) = self.by_name.get(script_name)?;
        Some(&origin.source)
    }

    /// The range in the original source. A call from inside a generated helper has none; the start of the source
    /// stands for it.
    pub(crate) fn position(&self, position: &SourceRange) -> (u32, u32) {
        match self.by_name.get(&position.filename) {
            None => (position.start, position.end),
            Some(Shared(origin)) => origin
                .map
                .span(position.start, position.end)
                .unwrap_or_default(),
        }
    }

    /// The frames of a traceback in the original source.
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

/// A shared origin, serialized as the origin itself.
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
