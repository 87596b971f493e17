//! Programs and their output in `CPython`.
//!
//! `NAME.out` was written by `python3` (3.11 to 3.13); `cargo run --example lowered -- compare` makes the comparison anew.

#[path = "../examples/lowered/machine.rs"]
#[expect(
    dead_code,
    reason = "only the example tells a program apart from its error"
)]
mod machine;
#[path = "../examples/lowered/recorded.rs"]
#[expect(dead_code, reason = "programs here call no tools")]
mod recorded;

use std::fs;

#[test]
fn every_program_prints_what_cpython_prints() {
    // Cargo runs tests in the package's folder.
    let mut programs: Vec<_> = fs::read_dir("tests/programs")
        .expect("the folder of programs")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
        .collect();
    programs.sort();
    let mut different = Vec::new();
    for program in &programs {
        let source = fs::read_to_string(program).expect("a program");
        let expected = fs::read_to_string(program.with_extension("out")).expect("its output");
        if machine::run(&source, None) != expected {
            different.push(program.display().to_string());
        }
    }
    assert_eq!(different, Vec::<String>::new());
}
