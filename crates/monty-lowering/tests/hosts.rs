//! Programs that call functions of the host, and their output in `CPython` with the same answers.

#[path = "../examples/lowered/machine.rs"]
#[expect(
    dead_code,
    reason = "only the example tells a program apart from its error"
)]
mod machine;
#[path = "../examples/lowered/recorded.rs"]
mod recorded;

use std::{fs, path::Path};

use recorded::Recorded;

#[test]
fn every_program_does_with_the_host_what_cpython_does() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hosts");
    for name in ["iterators", "errors", "special"] {
        let source = fs::read_to_string(folder.join(name).with_extension("py")).expect("a program");
        let recorded = Recorded::read(&folder.join(name).with_extension("json"));
        assert_eq!(
            machine::run(&source, Some(&recorded)),
            recorded.output(),
            "{name}"
        );
    }
}
