//! Encodes Python exceptions for the host, cut to a bounded size.

use std::{fmt::Write as _, sync::Arc};

use monty_lowering::{ProgramException, date_error, exception_of, exception_text};
use monty_types::{ExcType, MontyException, MontyObject, StackFrame};

use crate::{program::origin::Origins, wire::Writer};

const MAX_MESSAGE_BYTES: usize = 64 * 1024;
const MAX_LINE_BYTES: usize = 512;
const MAX_TEXT_BYTES: usize = 256 * 1024;
/// Frames kept from either end of a long traceback.
const FRAMES_KEPT: usize = 100;

/// Base classes of built-in exceptions, most derived first.
const PARENTS: [ExcType; 10] = [
    ExcType::ArithmeticError,
    ExcType::LookupError,
    ExcType::RuntimeError,
    ExcType::AttributeError,
    ExcType::NameError,
    ExcType::ValueError,
    ExcType::ImportError,
    ExcType::OSError,
    ExcType::Exception,
    ExcType::BaseException,
];

/// Writes type name, optional message, the rendered traceback, the names of the bases, the chain of
/// earlier exceptions, and the frames.
pub(crate) fn write_exception(exception: &MontyException, origins: &Origins, out: &mut Writer) {
    let frames: Vec<_> = origins
        .frames(exception)
        .into_iter()
        .map(cut_frame)
        .collect();
    let told = Description::of(exception, origins);
    out.text(&told.name);
    out.optional_text(told.message.as_deref());
    out.text(&cut(&told.rendered(frames.clone()), MAX_TEXT_BYTES));
    out.varint(told.bases.len());
    for base in &told.bases {
        out.text(base);
    }
    write_chain(&told.before, out);
    write_frames(&frames, out);
}

/// Whether the exception ends the program successfully: `sys.exit()`, `sys.exit(0)`.
pub(crate) fn is_success(exception: &MontyException) -> bool {
    if exception.exc_type() != ExcType::SystemExit {
        return false;
    }
    let Some(message) = exception.message() else {
        return true;
    };
    let (name, status) = exception_text("SystemExit", message);
    name == "SystemExit" && matches!(status.as_str(), "" | "0" | "None" | "False")
}

fn write_chain(before: &[Earlier], out: &mut Writer) {
    out.varint(before.len());
    for one in before {
        out.u8(u8::from(one.is_cause));
        out.text(&one.name);
        out.text(&one.message);
    }
}

fn write_frames(frames: &[StackFrame], out: &mut Writer) {
    let excess = frames.len().saturating_sub(2 * FRAMES_KEPT);
    let dropped = FRAMES_KEPT..FRAMES_KEPT + excess;
    out.varint(frames.len() - excess);
    for (at, frame) in frames.iter().enumerate() {
        if !dropped.contains(&at) {
            write_frame(frame, out);
        }
    }
}

fn write_frame(frame: &StackFrame, out: &mut Writer) {
    out.text(&frame.filename);
    for position in [
        frame.start.line,
        frame.start.column,
        frame.end.line,
        frame.end.column,
    ] {
        out.u32(position);
    }
    out.optional_text(frame.frame_name.as_deref());
    out.optional_text(frame.preview_line.as_deref());
    out.u8(u8::from(frame.hide_caret) | u8::from(frame.hide_frame_name) << 1);
}

/// An exception in terms of the original source.
struct Description {
    name: String,
    message: Option<String>,
    bases: Vec<String>,
    /// The causes and contexts, latest first.
    before: Vec<Earlier>,
}

/// A cause or context of another exception.
struct Earlier {
    is_cause: bool,
    name: String,
    message: String,
}

impl Description {
    fn of(exception: &MontyException, origins: &Origins) -> Self {
        match exception.message().and_then(exception_of) {
            Some(told) => Self::own(told),
            None => Self::built_in(exception, origins),
        }
    }

    fn own(told: ProgramException) -> Self {
        let mut before = Vec::new();
        let mut next = told.came_from;
        while let Some(origin) = next {
            before.push(Earlier {
                is_cause: origin.is_cause,
                message: cut(&origin.exception.message, MAX_MESSAGE_BYTES),
                name: origin.exception.name,
            });
            next = origin.exception.came_from;
        }
        Self {
            message: (!told.message.is_empty()).then(|| cut(&told.message, MAX_MESSAGE_BYTES)),
            name: told.name,
            bases: told.bases,
            before,
        }
    }

    fn built_in(exception: &MontyException, origins: &Origins) -> Self {
        let kind = exception.exc_type();
        let message = exception.message().map(|message| {
            if kind == ExcType::KeyError && origins.is_python() {
                key_text(message)
            } else if origins.is_python()
                && let Some(told) = date_error(&kind.to_string(), message)
            {
                told.to_owned()
            } else {
                cut(&origins.strip_prefix(message), MAX_MESSAGE_BYTES)
            }
        });
        Self {
            name: kind.to_string(),
            message,
            bases: PARENTS
                .into_iter()
                .filter(|parent| *parent != kind && kind.is_subclass_of(*parent))
                .map(|parent| parent.to_string())
                .collect(),
            before: Vec::new(),
        }
    }

    /// The text that Python would print.
    fn rendered(&self, frames: Vec<StackFrame>) -> String {
        let mut text = String::new();
        for one in self.before.iter().rev() {
            text.push_str(&one.name);
            if !one.message.is_empty() {
                text.push_str(": ");
                text.push_str(&one.message);
            }
            text.push_str(if one.is_cause {
                "\n\nThe above exception was the direct cause of the following exception:\n\n"
            } else {
                "\n\nDuring handling of the above exception, another exception occurred:\n\n"
            });
        }
        // The interpreter's own rendering, except for the last line.
        let traceback = MontyException::with_traceback(ExcType::Exception, None, frames);
        let kind: &str = ExcType::Exception.into();
        let rendered = traceback.to_string();
        text.push_str(rendered.strip_suffix(kind).unwrap_or(&rendered));
        text.push_str(&self.name);
        if let Some(message) = &self.message {
            write!(text, ": {message}").expect("text takes everything");
        }
        text
    }
}

/// The key of a `KeyError` in the form of `str()`. The interpreter keeps the bare text of every key; a text that looks
/// like a number, a tuple or a constant is taken for one.
fn key_text(message: &str) -> String {
    let reads_as_other = message.starts_with(['(', '<'])
        || matches!(message, "None" | "True" | "False")
        || !message.contains('_') && message.parse::<f64>().is_ok();
    let message = cut(message, MAX_MESSAGE_BYTES);
    if reads_as_other {
        message
    } else {
        MontyObject::string(message).py_repr()
    }
}

/// Cuts a long line, and hides carets that would point past the cut.
fn cut_frame(mut frame: StackFrame) -> StackFrame {
    if let Some(line) = &frame.preview_line
        && line.len() > MAX_LINE_BYTES
    {
        frame.hide_caret |= frame.end.column as usize > MAX_LINE_BYTES / 4;
        frame.preview_line = Some(Arc::from(cut(line, MAX_LINE_BYTES)));
    }
    frame
}

fn cut(text: &str, max: usize) -> String {
    if text.len() <= max {
        text.to_owned()
    } else {
        format!(
            "{}... [{} bytes cut]",
            &text[..text.floor_char_boundary(max)],
            text.len() - max
        )
    }
}
