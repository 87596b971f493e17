//! Each run has its own exact memory count, for any number of runs in the process.

use monty_engine::{Limits, event::kind};
use monty_types::MontyObject;

use crate::support::{
    DURATION, GO_ON, MEMORY, MIB, Run, START, answer, mebibytes, milliseconds, run_limited,
    start_with,
};

#[test]
fn every_way_of_taking_memory_ends_at_the_limit() {
    for code in [
        "items = []\nwhile True: items.append(0)",
        "'x' * 10**9",
        "2 ** 10**9",
        "d = {}\nfor i in range(10**9): d[i] = i",
        "a = []\nwhile True: a = [a, [0] * 100]",
        "{i for i in range(10**9)}",
        "list(range(10**9))",
        "parts = []\nwhile True: parts.append('y' * 1000)",
    ] {
        let limit = run_limited(code, mebibytes(16)).limit();
        assert_eq!(
            (limit.kind, limit.allowed),
            (MEMORY, (16 * MIB) as f64),
            "{code}"
        );
        assert!(limit.used > limit.allowed, "{code}");
    }
}

#[test]
fn copies_in_a_row_end_at_the_limit_although_the_interpreter_does_not_look_between_them() {
    for (make, copy) in [
        ("[0] * 100_000", "x[:]"),
        ("'x' * 4_000_000", "x.upper()"),
        ("'x' * 4_000_000", "x.encode()"),
        ("b'x' * 4_000_000", "x.hex()"),
        ("set(range(50_000))", "x.copy()"),
        ("dict.fromkeys(range(50_000))", "x.copy()"),
    ] {
        let copies = (0..40)
            .map(|at| format!("y{at} = {copy}\n"))
            .collect::<String>();
        let event = run_limited(&format!("x = {make}\n{copies}"), mebibytes(16));
        assert_eq!(event.limit().kind, MEMORY, "{copy}");
        let peak = event.peak_memory as usize;
        assert!(peak < 18 * MIB, "{copy} held {peak} bytes");
    }
}

#[test]
fn copies_in_a_row_end_at_the_limit_also_beside_many_small_objects() {
    // The last four allocate no more than the collector's lists would, for that many objects. Only the
    // stack distinguishes them, which can be read on Unix only.
    let told = if cfg!(unix) { 5 } else { 1 };
    let copies = [
        (80_000, "x[:]"),
        (30_000, "x[:]"),
        (60_000, "x[::2]"),
        (30_000, "list(reversed(x))"),
        (30_000, "sorted(x)"),
    ];
    for (length, copy) in &copies[..told] {
        let copies = format!("{copy}, ").repeat(60);
        let code =
            format!("keep = [[] for i in range(60_000)]\nx = [0] * {length}\ny = [{copies}]");
        let event = run_limited(&code, mebibytes(16));
        assert_eq!(event.limit().kind, MEMORY);
        let peak = event.peak_memory as usize;
        assert!(peak < 18 * MIB, "{copy} of {length} held {peak} bytes");
    }
}

#[test]
fn cycles_are_collected_also_when_that_takes_the_run_beyond_its_limit() {
    // Marking 200,000 lists takes 2 MiB more. A refusal in the middle would leave wrong counts behind, and
    // dropping the lists would end the process.
    let marked = "keep = [[] for _ in range(200_000)]\nother = keep\nother = None\n";
    let uncollected = Limits {
        gc_interval: Some(10_000_000),
        ..mebibytes(64)
    };
    let held = run_limited(marked, uncollected).peak_memory as usize;
    for spare in [100_000, 300_000, 600_000, 900_000] {
        // Within a loop, and as the turn ends.
        for more in [
            "for _ in range(1_000): [[]]",
            "more = list(map(list, [()] * 1_000))",
        ] {
            let fill = 32 * MIB - held - spare;
            let code = format!("{marked}fill = 'x' * {fill}\n{more}\nlen(keep)");
            let limits = Limits {
                gc_interval: Some(200_100),
                ..mebibytes(32)
            };
            let event = run_limited(&code, limits);
            assert_eq!(event.kind, kind::LIMIT, "{code}");
            let peak = event.peak_memory as usize;
            assert!(peak > 33 * MIB, "refused at {peak} bytes: {code}");
        }
    }
}

#[test]
fn what_a_value_takes_on_its_way_to_the_host_counts() {
    // Python's text, the value created from it, the message, and the host's copy.
    let hand_over = |bytes: usize| run_limited(&format!("x = 'x' * {bytes}\nf(x)"), mebibytes(16));
    assert_eq!(hand_over(4_000_000).kind, kind::FUNCTION);
    let limit = hand_over(5_000_000).limit();
    assert_eq!((limit.kind, limit.allowed), (MEMORY, (16 * MIB) as f64));
    assert!(limit.used > limit.allowed);

    let result = |bytes: usize| run_limited(&format!("'x' * {bytes}"), mebibytes(16));
    assert_eq!(result(8_000_000).kind, kind::COMPLETE);
    assert_eq!(result(10_000_000).limit().kind, MEMORY);
    // A shared text is written once.
    let shared = "x = 'x' * 4_000_000\n[x] * 8";
    assert_eq!(run_limited(shared, mebibytes(16)).kind, kind::COMPLETE);
}

#[test]
fn native_loops_over_short_functions_end_at_the_limit_although_no_check_is_between_their_calls() {
    let hold = "global head\n    head = [head, [0] * 100]";
    for code in [
        format!("def key(x):\n    {hold}\n    return x\nsorted([0] * 200_000, key=key)"),
        format!(
            "class A:\n  def __eq__(self, o):\n    {hold}\n    return False\n5 in [A()] * 200_000"
        ),
    ] {
        let event = run_limited(&format!("head = None\n{code}"), mebibytes(16));
        assert_eq!(event.limit().kind, MEMORY, "{code}");
        let peak = event.peak_memory as usize;
        assert!(peak < 24 * MIB, "{code} held {peak} bytes");
    }
}

#[test]
fn a_run_that_was_unwound_by_its_memory_limit_frees_everything() {
    // Would exceed the limit of the process's count if anything of 400 times 16 MiB were left.
    for _ in 0..400 {
        let code = "x = 'x' * 4_000_000\na = x.upper()\nb = x.upper()\nc = x.upper()\nd = x.upper()\ne = x.upper()";
        assert_eq!(run_limited(code, mebibytes(16)).limit().kind, MEMORY);
    }
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        let resident = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .unwrap();
        let kib: usize = resident.trim().trim_end_matches(" kB").parse().unwrap();
        assert!(kib < 1024 * 1024, "{kib} KiB are resident");
    }
}

#[test]
fn interleaved_runs_are_charged_for_their_own_memory_only() {
    let grow = |count: usize| {
        format!(
            "items = []\nwhile len(items) < {count}:\n    items.append(str(len(items)) * 20)\nlen(items)"
        )
    };
    // Each needs far less than its limit, all of them together more.
    let mut runs: Vec<Run> = (0..6)
        .map(|_| Run::limited(&grow(40_000), mebibytes(16)))
        .collect();
    let mut greedy = Run::limited(&grow(10_000_000), mebibytes(16));
    let mut events: Vec<_> = runs.iter_mut().map(|run| run.step(&START)).collect();
    let mut greedy_event = greedy.step(&START);
    loop {
        let mut is_open = false;
        for (run, event) in runs.iter_mut().zip(&mut events) {
            if event.kind == kind::YIELDED {
                *event = run.step(&GO_ON);
                is_open = true;
            }
        }
        if greedy_event.kind == kind::YIELDED {
            greedy_event = greedy.step(&GO_ON);
            is_open = true;
        }
        if !is_open {
            break;
        }
    }
    let peaks: Vec<f64> = events.iter().map(|event| event.peak_memory).collect();
    for event in events {
        assert_eq!(event.shown(), "40000");
    }
    assert!(
        peaks
            .iter()
            .all(|peak| (peak - peaks[0]).abs() < 64.0 * 1024.0),
        "the same work, the same peak: {peaks:?}"
    );
    assert_eq!(greedy_event.limit().kind, MEMORY);
}

#[test]
fn the_peak_tells_the_most_that_was_held_at_once() {
    let event = run_limited(
        "x = 'x' * 8_000_000\nx = None\ny = 'y' * 1000\n1",
        mebibytes(64),
    );
    assert!(
        (8e6..9e6).contains(&event.peak_memory),
        "{}",
        event.peak_memory
    );
    assert!(run_limited("1", mebibytes(64)).peak_memory < 200_000.0);
}

#[test]
fn what_a_limit_refuses_can_be_allocated_by_the_next_run() {
    assert_eq!(
        run_limited("x = 'x' * 20_000_000\nlen(x)", mebibytes(16))
            .limit()
            .kind,
        MEMORY
    );
    assert_eq!(
        run_limited("x = 'x' * 12_000_000\nlen(x)", mebibytes(16)).shown(),
        "12000000"
    );
    assert_eq!(
        run_limited(
            "x = 'x' * 20_000_000\nlen(x)",
            Limits {
                memory: None,
                ..Limits::default()
            }
        )
        .shown(),
        "20000000"
    );
}

#[test]
fn inputs_and_answers_are_charged() {
    let big = MontyObject::string("x".repeat(30_000_000));
    let mut run = Run::with_inputs("len(text)", &["text"], mebibytes(16));
    assert_eq!(
        run.advance(&start_with(std::slice::from_ref(&big)))
            .limit()
            .kind,
        MEMORY
    );
    let mut run = Run::limited("len(fetch())", mebibytes(16));
    run.start().expect(kind::FUNCTION);
    assert_eq!(run.advance(&answer(&big)).limit().kind, MEMORY);
}

#[test]
fn a_session_fed_ten_thousand_times_holds_no_more_than_at_first() {
    let mut session = Run::limited_session(mebibytes(64));
    session.feed("total = 0").expect(kind::COMPLETE);
    let mut early = 0.0;
    for round in 0..10_000 {
        let event = session.feed("total += 1\nparts = [str(i) for i in range(20)]\n''.join(parts)");
        assert!(event.clone().shown().starts_with("'01234567"));
        if round == 2_000 {
            early = event.peak_memory;
        }
    }
    let event = session.feed("total").expect(kind::COMPLETE);
    // The source of each feed is kept for tracebacks; nothing else may accumulate.
    let growth = (event.peak_memory - early) / 8_000.0;
    assert!(growth < 1_500.0, "each feed left {growth} bytes");
    assert_eq!(event.shown(), "10000");
}

#[test]
fn results_and_inputs_do_not_make_the_count_drift_below_what_is_held() {
    let mut session = Run::limited_session(mebibytes(16));
    session
        .feed("def make(): return 'x' * 1_000_000")
        .expect(kind::COMPLETE);
    for _ in 0..200 {
        // 1 MB leaves as a result and 1 MB comes in as an answer, each time.
        assert_eq!(
            session
                .feed("make()")
                .value()
                .as_ref()
                .as_str()
                .map(str::len),
            Some(1_000_000)
        );
        session
            .feed("text = fetch()\ntext = None")
            .expect(kind::FUNCTION);
        session
            .advance(&answer(&MontyObject::string("y".repeat(1_000_000))))
            .expect(kind::COMPLETE);
    }
    // If the count had gone below zero, more than the limit could be allocated now.
    assert_eq!(
        session.feed("x = 'x' * 15_000_000\nlen(x)").shown(),
        "15000000"
    );
    assert_eq!(session.feed("y = 'y' * 5_000_000").limit().kind, MEMORY);
}

#[test]
fn what_is_dropped_after_the_time_limit_may_take_memory() {
    // Nothing checks the time between two comparisons of the list, and dropping its items needs a list of
    // them: past the time limit that memory was refused, during the unwinding.
    let code = "class A:\n    def __eq__(self, o): return False\nx = [A()] * 2_000_000\nwhile True: 1 in x";
    let event = run_limited(code, milliseconds(50));
    assert_eq!(event.limit().kind, DURATION);
}
