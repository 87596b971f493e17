//! Loading of the type checker. Its own tests are in its crate and in those of the addon.

use std::path::Path;

use monty_engine::type_check::{TypeCheck, type_check};

fn failure(library: &Path) -> String {
    let asked = TypeCheck {
        full_library: false,
        code: "1".to_owned(),
        script_name: "main.py".to_owned(),
        stubs: String::new(),
        modules: Vec::new(),
        prelude: String::new(),
        renderings: Vec::new(),
    };
    type_check(&asked, library).expect_err("there is no such checker")
}

#[test]
fn a_checker_that_is_missing_is_named() {
    let file = std::env::temp_dir().join("no-such-checker");
    let reason = failure(&file);
    assert!(reason.contains("no-such-checker"), "{reason}");
    assert!(reason.contains("cannot be loaded"), "{reason}");
}

#[test]
fn a_checker_is_not_searched_for() {
    let reason = failure(Path::new("libm.so.6"));
    assert!(reason.contains("its path is not absolute"), "{reason}");
}

#[test]
fn a_file_that_is_no_checker_is_refused() {
    let file = std::env::current_exe().expect("a test is a file");
    let reason = failure(&file);
    assert!(reason.contains("cannot be loaded"), "{reason}");
    // The system's reason follows, in any wording.
    assert!(reason.matches(": ").count() >= 2, "{reason}");
}
