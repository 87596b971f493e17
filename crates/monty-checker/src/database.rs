//! The checker's database: files in memory and the stubs of Python's standard library.

use std::sync::Arc;

use ruff_db::{
    Db as SourceDb,
    diagnostic::Diagnostic,
    files::{File, FileRootKind, Files},
    system::{DbWithTestSystem, System, SystemPath, SystemPathBuf, TestSystem},
    vendored::VendoredFileSystem,
};
use ruff_python_ast::PythonVersion;
use ty_module_resolver::{Db as ModuleDb, FallibleStrategy, SearchPathSettings};
use ty_python_core::{
    Db as PythonDb, ProgramFile,
    platform::PythonPlatform,
    program::{Program, ProgramSettings},
};
use ty_python_semantic::{
    AnalysisSettings, Db, PythonVersionSource, PythonVersionWithSource, check_file_unwrap,
    default_lint_registry,
    dependency::DependencyMetadata,
    lint::{LintRegistry, RuleSelection},
};

/// Folder in which absolute imports are looked up, before the standard library.
pub(crate) const IMPORTED: &str = "/host";

/// Files may be added, but a file that was read never changes: no query is ever invalidated or even
/// verified.
#[salsa::db]
pub(crate) struct Database {
    storage: salsa::Storage<Self>,
    files: Files,
    system: TestSystem,
    vendored: VendoredFileSystem,
    rules: Arc<RuleSelection>,
    analysis: AnalysisSettings,
    program: ProgramSettings,
}

impl Database {
    /// A database in which files may be added to `folders`, below [`IMPORTED`], later.
    pub(crate) fn new(
        full_library: bool,
        folders: impl Iterator<Item = String>,
    ) -> Result<Self, String> {
        let vendored = if full_library {
            ty_vendored::file_system().clone()
        } else {
            monty_typeshed::file_system().clone()
        };
        let mut database = Self {
            storage: salsa::Storage::new(None),
            files: Files::default(),
            system: TestSystem::default(),
            rules: Arc::new(RuleSelection::from_registry(default_lint_registry())),
            analysis: AnalysisSettings::default(),
            program: ProgramSettings::empty(&vendored),
            vendored,
        };
        database.files.freeze();
        let root = SystemPathBuf::from(IMPORTED);
        for folder in folders {
            database.make_folder(&root.join(folder))?;
        }
        database
            .files
            .try_add_root(&database, &root, FileRootKind::SearchPath);
        let search_paths = SearchPathSettings::new(vec![root])
            .to_search_paths(&database.system, &database.vendored, &FallibleStrategy)
            .map_err(|error| error.to_string())?;
        search_paths.try_register_static_roots(&database);
        database.program = ProgramSettings {
            python_version: PythonVersionWithSource {
                version: PythonVersion::PY314,
                source: PythonVersionSource::default(),
            },
            python_platform: PythonPlatform::default(),
            search_paths,
        };
        Ok(database)
    }

    fn make_folder(&self, path: &SystemPath) -> Result<(), String> {
        let made = self.memory_file_system().create_directory_all(path);
        made.map_err(|error| error.to_string())
    }

    /// Adds a file. Its path must never have been read or looked up.
    pub(crate) fn add_file(&self, path: &str, source: &str) -> Result<(), String> {
        let written = self.memory_file_system().write_file_all(path, source);
        written.map_err(|error| error.to_string())
    }
}

#[salsa::db]
impl salsa::Database for Database {}

#[salsa::db]
impl SourceDb for Database {
    fn vendored(&self) -> &VendoredFileSystem {
        &self.vendored
    }

    fn system(&self) -> &dyn System {
        &self.system
    }

    fn files(&self) -> &Files {
        &self.files
    }
}

impl DbWithTestSystem for Database {
    fn test_system(&self) -> &TestSystem {
        &self.system
    }

    fn test_system_mut(&mut self) -> &mut TestSystem {
        &mut self.system
    }
}

#[salsa::db]
impl ModuleDb for Database {}

#[salsa::db]
impl PythonDb for Database {
    fn should_check_file(&self, file: File) -> bool {
        !file.path(self).is_vendored_path()
    }
}

/// A database with the settings of its only program.
#[salsa::db]
trait ProgramDb: Db {
    fn settings(&self) -> &ProgramSettings;
}

#[salsa::db]
impl ProgramDb for Database {
    fn settings(&self) -> &ProgramSettings {
        &self.program
    }
}

#[salsa::tracked(returns(copy))]
fn the_program(db: &dyn ProgramDb) -> Program<'_> {
    Program::from_settings(db, db.settings())
}

#[salsa::db]
impl Db for Database {
    fn check_file(&self, file: File) -> Vec<Diagnostic> {
        if self.should_check_file(file) {
            check_file_unwrap(self, self.program_file(file))
        } else {
            Vec::new()
        }
    }

    fn program_file(&self, file: File) -> ProgramFile<'_> {
        the_program(self).program_file(self, file)
    }

    fn python_version_with_source(&self, _file: File) -> &PythonVersionWithSource {
        &self.program.python_version
    }

    fn rule_selection(&self, _file: File) -> &RuleSelection {
        &self.rules
    }

    fn lint_registry(&self) -> &LintRegistry {
        default_lint_registry()
    }

    fn analysis_settings(&self, _file: File) -> &AnalysisSettings {
        &self.analysis
    }

    fn dependency_metadata(&self, _file: File) -> Option<&DependencyMetadata> {
        None
    }

    fn verbose(&self) -> bool {
        false
    }

    fn is_open_file(&self, _file: File) -> bool {
        false
    }

    fn dyn_clone(&self) -> Box<dyn Db> {
        unreachable!("only the correction of findings clones the database")
    }
}
