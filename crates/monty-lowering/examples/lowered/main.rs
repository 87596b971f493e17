//! Lowers and runs Python scripts, to try them and to compare them with `CPython`.
//!
//! ```text
//! cargo run -p monty-lowering --example lowered -- text FILE...      the lowered text
//! cargo run -p monty-lowering --example lowered -- run FILE...       the output
//! cargo run -p monty-lowering --example lowered -- compare FILE...   beside python3
//! cargo run -p monty-lowering --example lowered -- expect FILE...    writes python3's output to NAME.out
//! cargo run -p monty-lowering --example lowered -- corpus FOLDER...  scripts with recorded calls (NAME.py, NAME.json)
//! cargo run -p monty-lowering --example lowered -- modules           the lowered modules
//! cargo run -p monty-lowering --example lowered -- serve             programs as lines of JSON, for the differential
//! ```

mod machine;
mod recorded;

use std::{env, fs, io, path::Path, process::Command};

use monty_lowering::{Knowledge, Options, lower};

fn main() {
    let mut arguments = env::args().skip(1);
    let mode = arguments.next().unwrap_or_default();
    let paths: Vec<String> = arguments.collect();
    match mode.as_str() {
        "text" => paths.iter().for_each(|path| text(path)),
        "expect" => paths.iter().for_each(|path| expect(path)),
        "run" => paths
            .iter()
            .for_each(|path| print!("{}", machine::run(&read(path), None))),
        "check" => check(&paths),
        "compare" => compare(&paths),
        "serve" => serve(),
        "corpus" => paths.iter().for_each(|folder| corpus(folder)),
        "modules" => modules(),
        _ => eprintln!("text | run | compare | expect | corpus | serve | modules"),
    }
}

/// Answers each line, a program as JSON, with its output and the error that ended it, or the reason of its refusal.
fn serve() {
    for line in io::stdin().lines() {
        let source: String = serde_json::from_str(&line.expect("a line")).expect("a program");
        let answer = machine::told(&source).map_or_else(
            |refusal| serde_json::json!({ "refusal": refusal }),
            |(printed, error)| serde_json::json!([printed, error]),
        );
        println!("{answer}");
    }
}

/// The lowered modules, as a table.
fn modules() {
    println!("| module | what it has |\n| --- | --- |");
    for (name, about, _) in monty_lowering::modules() {
        println!("| `{name}` | {about} |");
    }
}

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn text(path: &str) {
    match lower(&read(path), &mut Knowledge::default(), &Options::default()) {
        Ok(lowered) => println!("{}", lowered.text()),
        Err(refusal) => println!("refused: {refusal}"),
    }
}

/// Checks that outputs are valid Python, and counts the bytes by which they are longer than their sources.
fn check(paths: &[String]) {
    let (mut accepted, mut refused, mut growth) = (0, 0, 0);
    for path in paths {
        let Ok(source) = fs::read_to_string(path) else {
            continue;
        };
        match lower(&source, &mut Knowledge::default(), &Options::default()) {
            Ok(lowered) => {
                accepted += 1;
                growth = growth.max(lowered.text().len().saturating_sub(source.len()));
                let was_valid = ruff_python_parser::parse_module(&source).is_ok();
                if was_valid && let Err(error) = ruff_python_parser::parse_module(lowered.text()) {
                    println!("=== {path}: {error}");
                }
            }
            Err(_) => refused += 1,
        }
    }
    println!("{accepted} accepted, {refused} refused, {growth} bytes longer at most");
}

fn compare(paths: &[String]) {
    let (mut same, mut different) = (0, 0);
    for path in paths {
        let ours = machine::run(&read(path), None);
        let theirs = cpython(path);
        if ours == theirs {
            same += 1;
        } else {
            different += 1;
            println!("=== {path}\n{}", first_difference(&ours, &theirs));
        }
    }
    println!("{same} same, {different} different");
}

fn cpython(path: &str) -> String {
    let output = Command::new("python3")
        .arg("-c")
        .arg(PYTHON)
        .arg(path)
        .output()
        .expect("python3");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn expect(path: &str) {
    fs::write(Path::new(path).with_extension("out"), cpython(path)).expect("a file to write");
}

fn corpus(folder: &str) {
    let mut names: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
        .collect();
    names.sort();
    let mut same = 0;
    let total = names.len();
    for path in names {
        let recorded = recorded::Recorded::read(&path.with_extension("json"));
        let ours = machine::run(&read(&path.to_string_lossy()), Some(&recorded));
        if ours == recorded.output() {
            same += 1;
        } else {
            println!(
                "=== {}\n{}",
                file_name(&path),
                first_difference(&ours, &recorded.output())
            );
        }
    }
    println!("{same} of {total} as CPython");
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn first_difference(ours: &str, theirs: &str) -> String {
    let (mut left, mut right) = (ours.lines(), theirs.lines());
    loop {
        match (left.next(), right.next()) {
            (None, None) => return "  differ in line ends".to_owned(),
            (ours, theirs) if ours == theirs => {}
            (ours, theirs) => {
                return format!(
                    "  ours:   {}\n  theirs: {}",
                    ours.unwrap_or("(end)"),
                    theirs.unwrap_or("(end)")
                );
            }
        }
    }
}

/// Runs a script as the machine does: `await` at the top, the last expression's value shown, an error by its last line.
const PYTHON: &str = r"
import ast, asyncio, builtins, inspect, sys
source = open(sys.argv[1]).read()
tree = ast.parse(source)
last = tree.body[-1] if tree.body else None
if isinstance(last, ast.Expr):
    tree.body[-1] = ast.copy_location(ast.Assign([ast.Name('value__', ast.Store())], last.value), last)
    ast.fix_missing_locations(tree)
code = compile(tree, 'main.py', 'exec', ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
space = {'__name__': '__main__'}
async def main():
    result = eval(code, space)
    if inspect.iscoroutine(result):
        await result
try:
    if code.co_flags & inspect.CO_COROUTINE:
        asyncio.run(main())
    else:
        exec(code, space)
    if space.get('value__') is not None:
        print('<<value>>', repr(space['value__']))
except BaseException as error:
    kind = type(error)
    text = str(error)
    print('<<error>> ' + kind.__name__ + (': ' + text if text else ''))
    import traceback
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename == 'main.py':
            print(f'  line {frame.lineno} in {frame.name}')
";
