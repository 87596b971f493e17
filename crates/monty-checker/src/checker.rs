//! A checker that has read Python's own stubs and caches everything it has read and inferred.

use std::{collections::HashMap, path::Path};

use monty_checker_abi::{Answer, ModuleStub, TypeCheck};
use monty_type_checking::scan_imports;
use ruff_db::{
    diagnostic::{Annotation, Diagnostic, DiagnosticId, LintName, Severity, Span, UnifiedFile},
    files::{File, system_path_to_file},
};
use ruff_python_parser::parse_module;
use ruff_text_size::{TextRange, TextSize};
use ty_python_semantic::Db as _;

use crate::{
    database::{Database, IMPORTED},
    findings::shorten,
    modules::files_of,
    rendering::Shown,
    secret::secret,
};

/// Module name of the stubs in findings.
const STUBS: &str = "__host__";
/// Limits on the different stubs and the source bytes of a checker, as its database only grows.
const MOST_STUBS: usize = 256;
const MOST_BYTES: usize = 512 * 1024;
/// Stubs of many tools can be longer than all programs together, and are read once.
const MOST_STUBS_BYTES: usize = 16 * 1024 * 1024;

/// The rule of the one finding about a program that could not be checked to its end.
const TOO_COMPLEX: &str = "too-complex";
const TOO_COMPLEX_MESSAGE: &str = "The types of this program take too long, or too much memory, to \
     check: give its values simpler types, for example by building nested tuples in fewer steps";

/// A checker for the programs that may import certain modules.
pub(crate) struct Checker {
    database: Database,
    /// Part of the stubs' module names. No program can guess it and import stubs of another check.
    secret: u64,
    stubs: HashMap<String, Stubs>,
    /// Keys are whether the program is a stub file, and its text.
    programs: HashMap<(bool, String), File>,
    /// Source bytes of programs; those of stubs follow.
    bytes: usize,
    stubs_bytes: usize,
}

/// Stubs, as a module.
#[derive(Clone)]
struct Stubs {
    module: String,
    file: File,
}

impl Checker {
    pub(crate) fn new(full_library: bool, modules: &[ModuleStub]) -> Result<Self, String> {
        let secret = secret();
        let folders = (0..MOST_STUBS).map(|number| stubs_module(secret, number));
        let database = Database::new(full_library, folders)?;
        for (path, source) in files_of(modules) {
            database.add_file(&format!("{IMPORTED}/{path}"), source)?;
        }
        Ok(Self {
            database,
            secret,
            stubs: HashMap::new(),
            programs: HashMap::new(),
            bytes: 0,
            stubs_bytes: 0,
        })
    }

    /// Whether the checker must be replaced.
    pub(crate) fn is_full(&self) -> bool {
        self.stubs.len() == MOST_STUBS
            || self.bytes >= MOST_BYTES
            || self.stubs_bytes >= MOST_STUBS_BYTES
    }

    pub(crate) fn check(&mut self, asked: &TypeCheck) -> Answer {
        let stubs = self.stubs_of(&asked.stubs)?;
        let imports = scan_imports(&asked.prelude).prelude;
        let before = format!("{imports}from {} import *\n", stubs.module);
        let offset = text_size(&before)?;
        let checked = self.program_of(before + &asked.code, is_stub_file(asked))?;

        let mut findings = self.database.check_file(checked);
        findings.retain(|finding| matters(finding, checked, offset));
        if findings.is_empty() {
            return Ok(None);
        }
        self.render(asked, findings, &stubs, checked, offset)
    }

    /// The finding for a program that exceeded the memory or time of a check.
    pub(crate) fn refuse(&mut self, asked: &TypeCheck) -> Answer {
        let stubs = self.stubs_of("")?;
        let file = self.program_of(asked.code.clone(), is_stub_file(asked))?;
        let lint = DiagnosticId::Lint(LintName::of(TOO_COMPLEX));
        let mut finding = Diagnostic::new(lint, Severity::Error, TOO_COMPLEX_MESSAGE);
        let start = TextRange::empty(TextSize::default());
        finding.annotate(Annotation::primary(Span::from(file).with_range(start)));
        self.render(asked, vec![finding], &stubs, file, TextSize::default())
    }

    fn render(
        &mut self,
        asked: &TypeCheck,
        mut findings: Vec<Diagnostic>,
        stubs: &Stubs,
        checked: File,
        offset: TextSize,
    ) -> Answer {
        shorten(&mut findings);
        let path = format!("/{}", asked.script_name);
        let shown = Shown {
            original: self.program_of(asked.code.clone(), is_stub_file(asked))?,
            database: &self.database,
            checked,
            path: &path,
            stubs: stubs.file,
            stubs_path: &format!("/{STUBS}.pyi"),
            offset,
            length: text_size(&asked.code)?,
        };
        for finding in &mut findings {
            shown.move_finding(finding);
            shown.hide_long_lines(finding);
        }
        let renderings = asked.renderings.iter().map(|config| {
            let text = shown.render(&findings, *config);
            text.replace(&stubs.module, STUBS)
        });
        Ok(Some(renderings.collect()))
    }

    fn stubs_of(&mut self, source: &str) -> Result<Stubs, String> {
        if let Some(known) = self.stubs.get(source) {
            return Ok(known.clone());
        }
        // The checker would silently skip what it cannot parse.
        if let Err(error) = parse_module(source) {
            return Err(format!("the stubs are not Python: {error}"));
        }
        let module = stubs_module(self.secret, self.stubs.len());
        self.stubs_bytes += source.len();
        let file = self.add_file(&format!("{IMPORTED}/{module}/__init__.pyi"), source)?;
        let stubs = Stubs { module, file };
        self.stubs.insert(source.to_owned(), stubs.clone());
        Ok(stubs)
    }

    /// A program's file, in a folder of its own that no other program searches.
    fn program_of(&mut self, text: String, is_stub: bool) -> Result<File, String> {
        let key = (is_stub, text);
        if let Some(known) = self.programs.get(&key) {
            return Ok(*known);
        }
        let extension = if is_stub { "pyi" } else { "py" };
        let number = self.programs.len();
        self.bytes += key.1.len();
        let file = self.add_file(
            &format!("/programs/{number}/__program__.{extension}"),
            &key.1,
        )?;
        self.programs.insert(key, file);
        Ok(file)
    }

    fn add_file(&self, path: &str, source: &str) -> Result<File, String> {
        self.database.add_file(path, source)?;
        system_path_to_file(&self.database, path).map_err(|error| error.to_string())
    }
}

/// Whether the program is a stub file, to which other rules apply.
fn is_stub_file(asked: &TypeCheck) -> bool {
    let extension = Path::new(&asked.script_name).extension();
    extension.is_some_and(|extension| extension == "pyi")
}

fn stubs_module(secret: u64, number: usize) -> String {
    format!("__host_{secret:016x}_{number}__")
}

fn text_size(text: &str) -> Result<TextSize, String> {
    TextSize::try_from(text.len()).map_err(|error| error.to_string())
}

/// Whether a finding concerns the program, not the lines before it, and not an `await` outside of a function,
/// which is allowed here.
fn matters(finding: &Diagnostic, checked: File, offset: TextSize) -> bool {
    let is_before = finding.primary_span().is_some_and(|span| {
        matches!(span.file(), UnifiedFile::Ty(file) if *file == checked)
            && span.range().is_some_and(|range| range.start() < offset)
    });
    let is_await = matches!(finding.id(), DiagnosticId::InvalidSyntax)
        && matches!(
            finding.headline_message(),
            "`await` statement outside of a function"
                | "`await` outside of an asynchronous function"
                | "`async for` outside of an asynchronous function"
                | "`async with` outside of an asynchronous function"
                | "asynchronous comprehension outside of an asynchronous function"
        );
    !is_before && !is_await
}
