//! A host that sends random messages, valid and invalid.

use std::{
    env, fs,
    path::{Path, PathBuf},
    rc::Rc,
    time::Duration,
};

use monty_engine::{Execution, Limits, Program, SourceOptions, event::kind, message::op};
use monty_types::MontyObject;

use crate::{
    grammar,
    support::{
        DESCRIBE, Event, FUTURE, GO_ON, NOT_FOUND, Random, Run, START, STOP, abort, answer,
        answer_awaited, feed, message, raise, settle, setup,
    },
};

pub fn random_program(random: &mut Random) {
    let code = grammar::program(random);
    run(&code, random);
}

/// The hostile programs of the repository, and of the shared folder if there is one.
pub fn corpus() -> Vec<String> {
    programs_in(&[
        repository().join("hostile/programs"),
        shared().join("hostile"),
    ])
    .filter(|path| !looks_at_no_clock(path))
    .filter_map(|path| fs::read_to_string(path).ok())
    .collect()
}

/// The ordinary programs of the shared folder, if there is one.
pub fn ordinary() -> Vec<String> {
    programs_in(&[shared().join("programs")])
        .filter_map(|path| fs::read_to_string(path).ok())
        .collect()
}

fn programs_in(folders: &[PathBuf]) -> impl Iterator<Item = PathBuf> {
    folders
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
}

fn shared() -> PathBuf {
    env::var("MONTY_SHARED").map_or_else(|_| repository().join("../shared"), PathBuf::from)
}

/// The repository in which this runs, not that of the build: clones share the build folder.
fn repository() -> PathBuf {
    let here = env::current_dir().expect("a current directory");
    here.ancestors()
        .find(|folder| folder.join("hostile/programs").is_dir())
        .expect("to run inside the repository")
        .to_owned()
}

/// Whether a program uses a native operation that checks no clock, which `docs/SECURITY.md` lists.
fn looks_at_no_clock(path: &Path) -> bool {
    const BLOCKING: [&str; 12] = [
        "dag_",
        "spin_crc",
        "spin_decimal_int",
        "spin_deque_index",
        "spin_gcd",
        "spin_lcm",
        "spin_re",
        "spin_powmod",
        "spin_fact",
        "mem_bigmul",
        "mem_i_lcm",
        "async_gather_nested",
    ];
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    BLOCKING.iter().any(|prefix| name.starts_with(prefix))
}

pub fn hostile_program(corpus: &[String], random: &mut Random) {
    run(&corpus[random.below(corpus.len())], random);
}

fn limits(random: &mut Random) -> Limits {
    Limits {
        duration: Some(Duration::from_millis([1, 3, 10, 60][random.below(4)])),
        memory: Some(200_000 + random.below(24 << 20)),
        recursion_depth: [20, 100, 1_000, 10_000][random.below(4)],
        host_calls: Some(random.below(40) as u64),
        output: Some(random.below(5_000)),
        result: Some(1 + random.below(1 << 20)),
        gc_interval: Some([1, 10, 1_000, 100_000][random.below(4)]),
        ..Limits::default()
    }
}

fn run(code: &str, random: &mut Random) {
    let limits = limits(random);
    if std::env::var_os("MONTY_FUZZ_TRACE").is_some() {
        eprintln!("{limits:?}\n{code}");
    }
    let options = SourceOptions {
        lowers: random.below(4) > 0,
        ..SourceOptions::default()
    };
    if random.below(3) == 0 {
        let mut session = Run::from(Execution::session("s.py", options, &setup(limits)));
        for _ in 0..=random.below(3) {
            drive(&mut session, feed(code), random);
        }
        return;
    }
    let program = Program::compile(code.to_owned(), "main.py", Vec::new(), options);
    if let Ok(program) = program {
        let mut run = Run::from(Execution::program(Rc::new(program), &setup(limits)));
        drive(&mut run, START.to_vec(), random);
    }
}

/// Drives a run to its end, or abandons it at a random event.
fn drive(run: &mut Run, first: Vec<u8>, random: &mut Random) {
    let mut event = run.step(&first);
    for _ in 0..400 {
        assert_ne!(event.kind, kind::CRASHED, "{}", event.reason());
        assert!(event.kind <= kind::UNCONVERTIBLE);
        if random.below(150) == 0 {
            if random.below(2) == 0 {
                run.step(&STOP).expect(kind::STOPPED);
            }
            // Otherwise the run is dropped in its state.
            return;
        }
        let next = match event.kind {
            kind::YIELDED => GO_ON.to_vec(),
            kind::FUNCTION | kind::OS | kind::NAME => random_reply(random),
            kind::FUTURES => settlement(&event, random),
            _ => return,
        };
        event = run.step(&next);
        if event.kind == kind::REJECTED {
            // The run still waits for a valid answer.
            event = run.step(&DESCRIBE);
            if event.kind == kind::REJECTED {
                return;
            }
            if random.below(4) == 0 {
                event = run.step(&abort("ValueError", "enough"));
            }
        }
        if random.below(40) == 0
            && let Ok(bytes) = run.execution().dump("main.py")
        {
            *run = Run::from(Execution::load(&bytes).expect("what was dumped can be loaded"));
        }
        if random.below(20) == 0 {
            run.execution().park();
        }
    }
}

fn random_reply(random: &mut Random) -> Vec<u8> {
    let value = random_answer(random);
    match random.below(8) {
        0 => raise(
            [
                "ValueError",
                "KeyError",
                "StopIteration",
                "RecursionError",
                "Nonsense",
            ][random.below(5)],
            "no",
        ),
        1 => NOT_FOUND.to_vec(),
        2 | 3 => FUTURE.to_vec(),
        4 => answer_awaited(&value),
        5 if random.below(20) == 0 => message(op::EAGER_RAISE, |writer| {
            writer.text("ValueError");
            writer.optional_text(None);
            writer.u32(0);
            writer.u32(0);
        }),
        _ => answer(&value),
    }
}

fn settlement(event: &Event, random: &mut Random) -> Vec<u8> {
    let ids = event.pending();
    let count = 1 + random.below(ids.len());
    let outcomes: Vec<_> = ids
        .into_iter()
        .take(count)
        .map(|id| (id, random_answer(random)))
        .collect();
    settle(&outcomes)
}

fn random_answer(random: &mut Random) -> MontyObject {
    match random.below(6) {
        0 => MontyObject::none(),
        1 => MontyObject::string("x".repeat(random.below(10_000))),
        2 => MontyObject::list((0..random.below(50)).map(|at| MontyObject::int(at as i64))),
        3 => MontyObject::dict([(MontyObject::string("k"), MontyObject::float(0.5))]),
        4 => MontyObject::function("host", None),
        _ => MontyObject::int(random.next() as i64),
    }
}
