//! Cuts findings to a readable length.

use std::borrow::Cow;

use ruff_db::{
    diagnostic::{Annotation, Diagnostic, SubDiagnostic},
    source::{line_index, source_text},
};
use ruff_source_file::OneIndexed;

use crate::rendering::Shown;

/// The most findings that are reported.
const MOST_FINDINGS: usize = 200;
/// The most bytes of a message: a type can have any length.
const MOST_MESSAGE: usize = 1_000;
/// The most further lines, types and places of a finding.
const MOST_DETAILS: usize = 8;
/// The most bytes of a line that is shown.
const MOST_LINE: usize = 1_000;

/// Removes findings, and parts of them, beyond the bounds.
pub(crate) fn shorten(findings: &mut Vec<Diagnostic>) {
    findings.truncate(MOST_FINDINGS);
    for finding in findings {
        if is_long(finding) {
            *finding = shortened(finding);
        }
    }
}

fn is_long(finding: &Diagnostic) -> bool {
    let own = finding.annotations();
    let details = finding.sub_diagnostics();
    finding.headline_message().len() > MOST_MESSAGE
        || finding.concise_message().to_str().len() > 2 * MOST_MESSAGE
        || own.len() > MOST_DETAILS
        || details.len() > MOST_DETAILS
        || own.iter().any(is_long_annotation)
        || details.iter().any(|detail| {
            detail.headline_message().len() > MOST_MESSAGE
                || detail.annotations().len() > MOST_DETAILS
                || detail.annotations().iter().any(is_long_annotation)
        })
}

fn is_long_annotation(annotation: &Annotation) -> bool {
    annotation
        .get_message()
        .is_some_and(|message| message.len() > MOST_MESSAGE)
}

fn shortened(finding: &Diagnostic) -> Diagnostic {
    let message = cut(finding.headline_message(), MOST_MESSAGE);
    let mut short = Diagnostic::new(finding.id(), finding.severity(), message.as_ref());
    short.set_documentation_url(finding.documentation_url().map(str::to_owned));
    short.set_concise_message(cut(&finding.concise_message().to_str(), MOST_MESSAGE).as_ref());
    for annotation in first(finding.annotations()) {
        short.annotate(annotation);
    }
    for detail in finding.sub_diagnostics().iter().take(MOST_DETAILS) {
        let message = cut(detail.headline_message(), MOST_MESSAGE);
        let mut sub = SubDiagnostic::new(detail.severity(), message.as_ref());
        for annotation in first(detail.annotations()) {
            sub.annotate(annotation);
        }
        short.sub(sub);
    }
    short
}

fn first(annotations: &[Annotation]) -> impl Iterator<Item = Annotation> {
    annotations.iter().take(MOST_DETAILS).map(|annotation| {
        let mut short = annotation.clone();
        if let Some(message) = annotation.get_message() {
            short.set_message(cut(message, MOST_MESSAGE).as_ref());
        }
        short
    })
}

/// The text, cut if it is too long.
pub(crate) fn cut(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most {
        return Cow::Borrowed(text);
    }
    let end = text.floor_char_boundary(most);
    Cow::Owned(format!("{}…", &text[..end]))
}

impl Shown<'_> {
    /// Hides snippets with lines that are too long.
    pub(crate) fn hide_long_lines(&self, finding: &mut Diagnostic) {
        finding
            .annotations_mut()
            .for_each(|one| self.hide_if_long(one));
        for detail in finding.sub_diagnostics_mut() {
            detail
                .annotations_mut()
                .for_each(|one| self.hide_if_long(one));
        }
    }

    fn hide_if_long(&self, annotation: &mut Annotation) {
        let span = annotation.get_span();
        let Some(range) = span.range() else { return };
        let file = self.shown_file(span.expect_ty_file());
        let text = source_text(self.database, file);
        let lines = line_index(self.database, file);
        // Snippets include two lines before and after.
        let first = lines.line_index(range.start()).saturating_sub(2);
        let last = lines.line_index(range.end()).saturating_add(2);
        let last = last.min(OneIndexed::from_zero_indexed(lines.line_count() - 1));
        let start = lines.line_start(first, text.as_str()).to_usize();
        let end = lines.line_end(last, text.as_str()).to_usize();
        let is_long = |line: &str| line.len() > MOST_LINE;
        if text.as_str()[start..end].lines().any(is_long) {
            annotation.hide_snippet(true);
        }
    }
}
