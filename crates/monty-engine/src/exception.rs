//! Python exceptions on their way to the host, cut to a size a host can hold.

use std::sync::Arc;

use monty_types::{MontyException, StackFrame};

use crate::wire::Writer;

const MAX_MESSAGE_BYTES: usize = 64 * 1024;
const MAX_LINE_BYTES: usize = 512;
const MAX_TEXT_BYTES: usize = 256 * 1024;
/// Frames kept from either end of a long traceback.
const FRAMES_KEPT: usize = 100;

/// Writes type name, optional message, the rendered traceback and its frames.
pub fn write_exception(exception: &MontyException, out: &mut Writer) {
    let exception = cut_to_size(exception);
    out.text(exception.exc_type().into());
    out.optional_text(exception.message());
    out.text(&cut(&exception.to_string(), MAX_TEXT_BYTES));
    let frames = exception.traceback();
    let dropped = frames.len().saturating_sub(2 * FRAMES_KEPT);
    out.varint(frames.len() - dropped);
    let (first, last) = if dropped > 0 {
        (
            &frames[..FRAMES_KEPT],
            &frames[frames.len() - FRAMES_KEPT..],
        )
    } else {
        (frames, &[][..])
    };
    for frame in first.iter().chain(last) {
        write_frame(frame, out);
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

fn cut_to_size(exception: &MontyException) -> MontyException {
    let message = exception
        .message()
        .map(|message| cut(message, MAX_MESSAGE_BYTES));
    let frames = exception
        .traceback()
        .iter()
        .cloned()
        .map(cut_frame)
        .collect();
    MontyException::with_traceback(exception.exc_type(), message, frames)
}

/// A long line is cut, and its carets with it when they would point past the cut.
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
