//! Runs a script in the machine without lowering.
use monty::MontyRun;
use monty_types::{CompileOptions, PrintWriter, ResourceTracker};
fn main() {
    for path in std::env::args().skip(1) {
        let code = std::fs::read_to_string(path).unwrap();
        match MontyRun::new(code, "main.py", vec![], CompileOptions::default()) {
            Err(error) => println!("{error}"),
            Ok(mut run) => match run.run(vec![], ResourceTracker::default(), PrintWriter::Stdout) {
                Ok(value) => println!("<<value>> {}", value.py_repr()),
                Err(error) => println!("{error}"),
            },
        }
    }
}
