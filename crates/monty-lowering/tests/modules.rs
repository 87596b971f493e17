//! All lowered modules.

use monty_lowering::{Knowledge, Options, lower};

fn lowered(source: &str) -> Result<String, String> {
    lower(source, &mut Knowledge::default(), &Options::default())
        .map(|lowered| lowered.text().to_owned())
        .map_err(|refusal| refusal.to_string())
}

/// Classes with every demand, which every module must then meet.
const DEMANDING: &str = "
class A:
    def __len__(self): return 0
    def __lt__(self, other): return True
    def __ne__(self, other): return True
    def __format__(self, spec): return ''
    def __iadd__(self, other): return self
    def __getattr__(self, name): return 1
    def __reversed__(self): return iter([])
    def __delitem__(self, key): pass
    def __getitem__(self, key): return 1
    def keys(self): return []
class B(A):
    pass
class E(Exception):
    pass
def g():
    yield 1
try:
    pass
except E as e:
    e.__cause__
";

#[test]
fn every_module_is_accepted_whole_with_any_program() {
    for (name, about, members) in monty_lowering::modules() {
        assert!(!about.is_empty(), "{name} says nothing of itself");
        assert!(!members.is_empty(), "{name} is empty");
        for program in ["", DEMANDING] {
            let source = format!("import {name} as m\n{program}print(m)\n");
            let text = lowered(&source).unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
            assert!(
                ruff_python_parser::parse_module(&text).is_ok(),
                "{name} gives no Python"
            );
        }
    }
}

#[test]
fn only_what_is_used_is_added() {
    let push = lowered("import heapq\nheapq.heappush([], 1)").expect("accepted");
    assert!(push.contains("heappush"));
    assert!(!push.contains("heappop"));
    let nothing = lowered("import heapq\n").expect("accepted");
    assert!(!nothing.contains("def "));
}

#[test]
fn what_is_not_there_is_refused_with_advice() {
    let refusal = lowered("import heapq\nheapq.heap_push([], 1)").expect_err("refused");
    assert!(refusal.contains("heappush"), "{refusal}");
    let refusal = lowered("import heapq\nheapq.heappush = print").expect_err("refused");
    assert!(refusal.contains("cannot be set"), "{refusal}");
    // The host may have the module.
    assert!(lowered("import requests").is_ok());
}

#[test]
fn typing_extensions_is_typing() {
    for source in [
        "import typing_extensions\n",
        "import typing_extensions as te\n",
        "import json, typing_extensions\n",
    ] {
        assert!(
            lowered(source)
                .expect("accepted")
                .contains("import typing as "),
            "{source}"
        );
    }
}

#[test]
fn a_session_gets_a_module_piece_by_piece() {
    let options = Options {
        is_session: true,
        ..Options::default()
    };
    let mut knowledge = Knowledge::default();
    let mut feed = |source: &str| {
        lower(source, &mut knowledge, &options)
            .expect("accepted")
            .text()
            .to_owned()
    };
    assert!(feed("import heapq\nh = []\nheapq.heappush(h, 1)").contains("def heappush"));
    let second = feed("heapq.heappush(h, 0)\nheapq.heappop(h)");
    assert!(!second.contains("def heappush"));
    assert!(second.contains("def heappop"));
}

#[test]
fn the_guide_has_the_modules() {
    // Cargo runs tests in the package's folder. `env!` would name the one that the test was compiled in, which is
    // another where several checkouts share a target folder.
    let guide = std::fs::read_to_string("../../docs/guide/python.md").expect("the guide");
    for (name, about, _) in monty_lowering::modules() {
        // The guide is formatted: cells are padded.
        let line = guide
            .lines()
            .find(|line| line.starts_with(&format!("| `{name}` ")));
        let line = line.unwrap_or_else(|| panic!("{name} is missing: run `lowered modules`"));
        assert!(line.contains(about), "{name}: run `lowered modules`");
    }
}
