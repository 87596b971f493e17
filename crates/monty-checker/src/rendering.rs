//! Renders findings as text.

use std::path::Path;

use monty_checker_abi::{TypeCheckingConfig, TypeCheckingFormat};
use ruff_db::{
    diagnostic::{
        Annotation, Diagnostic, DiagnosticFormat, DisplayDiagnosticConfig, DisplayDiagnostics,
        FileResolver, Input, UnifiedFile,
    },
    files::File,
};
use ruff_notebook::NotebookIndex;
use ruff_text_size::{TextRange, TextSize};

use crate::{database::Database, findings::cut};

/// The most bytes of all findings in one format.
const MOST_TEXT: usize = 256 * 1024;

/// A program's file in its checked form, with generated lines before the program, and in the form shown.
pub(crate) struct Shown<'a> {
    pub(crate) database: &'a Database,
    pub(crate) checked: File,
    /// The program without generated lines.
    pub(crate) original: File,
    /// Path of the program in findings.
    pub(crate) path: &'a str,
    pub(crate) stubs: File,
    /// Path of the stubs in findings.
    pub(crate) stubs_path: &'a str,
    /// Bytes of the lines before the program.
    pub(crate) offset: TextSize,
    /// Bytes of the program.
    pub(crate) length: TextSize,
}

impl Shown<'_> {
    /// Moves a finding to its position in the original program.
    pub(crate) fn move_finding(&self, finding: &mut Diagnostic) {
        // The positions of a fix are not moved, so it is removed.
        finding.remove_fix();
        finding.annotations_mut().for_each(|one| self.shift(one));
        for detail in finding.sub_diagnostics_mut() {
            detail.annotations_mut().for_each(|one| self.shift(one));
        }
    }

    /// The file that is shown for `file`.
    pub(crate) fn shown_file(&self, file: File) -> File {
        if file == self.checked {
            self.original
        } else {
            file
        }
    }

    fn shift(&self, annotation: &mut Annotation) {
        let span = annotation.get_span();
        if !matches!(span.file(), UnifiedFile::Ty(file) if *file == self.checked) {
            return;
        }
        let Some(range) = span.range() else { return };
        let moved = |place: TextSize| {
            let moved = place.checked_sub(self.offset).unwrap_or_default();
            moved.min(self.length)
        };
        let range = TextRange::new(moved(range.start()), moved(range.end()));
        let span = span.clone().with_range(range);
        annotation.set_span(span);
    }

    /// Renders as many findings as fit. A single finding that does not fit is cut, if the format may be
    /// incomplete.
    pub(crate) fn render(&self, findings: &[Diagnostic], config: TypeCheckingConfig) -> String {
        let mut shown = findings.len();
        loop {
            let text = self.render_all(&findings[..shown], config);
            if text.len() <= MOST_TEXT {
                return text;
            }
            if shown <= 1 {
                return match config.format {
                    TypeCheckingFormat::Full => cut(&text, MOST_TEXT).into_owned(),
                    // A single finding is short in all other formats.
                    _ => text,
                };
            }
            shown = (shown / 2).min(shown * MOST_TEXT / text.len()).max(1);
        }
    }

    fn render_all(&self, findings: &[Diagnostic], config: TypeCheckingConfig) -> String {
        let format = match config.format {
            TypeCheckingFormat::Full => DiagnosticFormat::Full,
            TypeCheckingFormat::Concise => DiagnosticFormat::Concise,
            TypeCheckingFormat::Azure => DiagnosticFormat::Azure,
            TypeCheckingFormat::Json => DiagnosticFormat::Json,
            TypeCheckingFormat::JsonLines => DiagnosticFormat::JsonLines,
            TypeCheckingFormat::Rdjson => DiagnosticFormat::Rdjson,
            TypeCheckingFormat::Pylint => DiagnosticFormat::Pylint,
            TypeCheckingFormat::Gitlab => DiagnosticFormat::Gitlab,
            TypeCheckingFormat::Github => DiagnosticFormat::Github,
        };
        let config = DisplayDiagnosticConfig::new("monty")
            .format(format)
            .color(config.color);
        DisplayDiagnostics::new(self, &config, findings).to_string()
    }
}

impl FileResolver for Shown<'_> {
    fn path(&self, file: File) -> &str {
        if file == self.checked {
            self.path
        } else if file == self.stubs {
            self.stubs_path
        } else {
            FileResolver::path(self.database, file)
        }
    }

    fn input(&self, file: File) -> Input {
        FileResolver::input(self.database, self.shown_file(file))
    }

    fn notebook_index(&self, _file: &UnifiedFile) -> Option<NotebookIndex> {
        None
    }

    fn is_notebook(&self, _file: &UnifiedFile) -> bool {
        false
    }

    fn current_directory(&self) -> &Path {
        Path::new("/")
    }
}
