//! No source keeps the compiler busy for long: it compiles quickly, or is refused.

use std::time::{Duration, Instant};

use monty_engine::{MAX_CODE_BYTES, Program, SourceOptions, event::kind};

use crate::support::Run;

/// The longest compile time, in an optimised build on a busy machine.
const MOST: Duration = if cfg!(debug_assertions) {
    Duration::from_secs(10)
} else {
    Duration::from_millis(500)
};

fn compile(code: &str) -> Result<(), String> {
    let began = Instant::now();
    let compiled = Program::compile(
        code.to_owned(),
        "main.py",
        Vec::new(),
        SourceOptions::default(),
    );
    let took = began.elapsed();
    if std::env::var_os("MONTY_SHOW_TIMES").is_some() {
        let start: String = code.chars().take(60).collect();
        println!("{took:?} {} {start:?}", compiled.is_ok());
    }
    assert!(took < MOST, "{took:?} for {}", &code[..code.len().min(400)]);
    compiled
        .map(drop)
        .map_err(|exception| exception.message().unwrap_or_default().to_owned())
}

/// A source in which each of `levels` is nested in the previous one.
fn nested(levels: &[&str], depth: usize, inside: &str) -> String {
    let mut code = String::new();
    for level in 0..depth {
        let line = levels[level % levels.len()].replace('#', &level.to_string());
        code += &format!("{}{line}\n", " ".repeat(level));
    }
    code + &" ".repeat(depth) + inside + "\n"
}

const NESTS: &[&[&str]] = &[
    &["def f#():"],
    &["async def f#():"],
    &["def f#(a#, b#=1):"],
    &["class A#:", "def f#(self):"],
    &["def f#():", "class A#:"],
    &["def f#():", "if f#:"],
    &["def f#():", "for x# in []:"],
    &["def f#():", "with open('') as x#:"],
    &["def f#():", "try:"],
    &["def f#(x=lambda: 1):"],
];

#[test]
fn functions_in_functions_are_compiled_at_once_or_refused() {
    for levels in NESTS {
        for depth in 1..100 {
            let code = nested(levels, depth, "x = [y for y in [lambda: y]]");
            let _ = compile(&code);
        }
    }
}

#[test]
fn the_message_says_what_to_write_instead() {
    let message = compile(&nested(&["def f#():"], 20, "return 1")).unwrap_err();
    assert_eq!(
        message,
        "functions nest too deeply here to be compiled in time: define the inner functions at the \
         top level, and give them what they need as arguments"
    );
}

#[test]
fn the_place_is_that_of_the_innermost_function() {
    let code = nested(&["def f#():"], 16, "return 1");
    let refused = Program::compile(code, "main.py", Vec::new(), SourceOptions::default());
    let shown = refused.expect_err("it nests too deeply").to_string();
    assert!(shown.contains("File \"main.py\", line 16"), "{shown}");
}

#[test]
fn feeds_are_held_to_the_same() {
    let mut session = Run::session();
    let began = Instant::now();
    let event = session.feed(&nested(&["def f#():"], 20, "return 1"));
    assert_eq!(event.kind, kind::REFUSED);
    assert!(began.elapsed() < MOST);
    assert_eq!(session.feed("1 + 1").kind, kind::COMPLETE);
}

#[test]
fn ordinary_nesting_is_compiled() {
    for levels in NESTS {
        for depth in 1..=7 {
            let body = "return sum(x * x for x in range(10) if x not in [1, 2, 3])";
            let filled = nested(
                levels,
                depth,
                &format!("y = {}", "[1, f0, 'a'], ".repeat(100)),
            );
            let code = nested(levels, depth, body);
            for code in [filled, code] {
                if let Err(message) = compile(&code) {
                    assert!(
                        !message.contains("compiled in time"),
                        "{depth} of {levels:?}"
                    );
                }
            }
        }
    }
    let decorator = "def cached(size):\n def decorate(f):\n  def call(*args):\n   def key(x):\n    \
                     return lambda y: (x, y)\n   return f(*args)\n  return call\n return decorate\n";
    assert_eq!(compile(&decorator.repeat(300)), Ok(()));
    let methods: String = (0..3_000)
        .map(|at| format!(" def method{at}(self, x):\n  return x + {at}\n"))
        .collect();
    assert_eq!(compile(&format!("class Api:\n{methods}")), Ok(()));
    let assignments = "x = lambda a: a\n".repeat(8_000);
    assert_eq!(compile(&assignments), Ok(()));
}

#[test]
fn lambdas_and_comprehensions_in_each_other_too() {
    let filling = "1,x,'a',".repeat(4_000);
    for (open, close) in [
        ("lambda: ", ""),
        ("lambda x=1: ", ""),
        ("(lambda: ", ")"),
        ("(lambda x=", ": x)"),
        ("[", " for x in y]"),
        ("[x for x in ", "]"),
        ("[x for x in y if ", "]"),
        ("{", ": 1 for x in y}"),
        ("[lambda: ", " for x in y]"),
        ("(lambda y: [", " for x in y])"),
        ("f(", ")"),
    ] {
        for depth in [1, 10, 30, 60, 90, 150] {
            for inside in ["x", &format!("[{filling}]")] {
                let expr = format!("{}{inside}{}", open.repeat(depth), close.repeat(depth));
                let _ = compile(&expr);
                let _ = compile(&format!("def f():\n def g():\n  return {expr}"));
                let _ = compile(&nested(&["def f#():"], 6, &format!("return {expr}")));
            }
        }
    }
}

#[test]
fn texts_with_code_in_them_too() {
    let mut text = "1".to_owned();
    for _ in 0..60 {
        text = format!("f\"{{{text}}}\"");
        let _ = compile(&text);
        let _ = compile(&format!("f'{{ [{}] }}'", vec![text.as_str(); 40].join(",")));
    }
}

#[test]
fn many_functions_beside_many_names_too() {
    let names: String = (0..20_000).map(|at| format!(" a{at}=0\n")).collect();
    for (functions, count) in [
        (" def g(): 0\n", 8_000),
        (" lambda: 0\n", 9_000),
        (" x=[lambda:y for y in z]\n", 3_000),
    ] {
        for names in [
            &names,
            &names[..names.len() / 4],
            &names[..names.len() / 32],
        ] {
            let code = format!("def f():\n{names}{}", functions.repeat(count));
            if code.len() <= MAX_CODE_BYTES {
                let _ = compile(&code);
            }
        }
    }
}

#[test]
fn ways_out_through_finally_are_bounded() {
    let filling = "x(1, 2, [3])\n".repeat(8_000);
    for exit in ["return", "break", "continue"] {
        for exits in [1, 10, 100, 1_000] {
            let tried = format!("   if x: {exit}\n").repeat(exits);
            for cleanup in [
                "  x = 1\n".to_owned(),
                format!("  {}", filling.replace('\n', "\n  ")),
            ] {
                let code = format!("def f():\n while x:\n  try:\n{tried}  finally:\n {cleanup}\n");
                let _ = compile(&code);
            }
        }
    }
    for depth in 1..60 {
        let _ = compile(&nested(
            ["try: x", "finally:"].map(|_| "try: x").as_slice(),
            depth,
            "x",
        ));
        let mut code = String::new();
        for level in 0..depth {
            let space = " ".repeat(level);
            code += &format!("{space}try: x()\n{space}finally:\n");
        }
        let _ = compile(&format!("{code}{}x()\n", " ".repeat(depth)));
        let functions: String = (0..depth)
            .map(|level| {
                let (outer, inner) = (" ".repeat(2 * level), " ".repeat(2 * level + 1));
                format!("{outer}def f{level}():\n{inner}try: return\n{inner}finally:\n")
            })
            .collect();
        let _ = compile(&format!("{functions}{}x()\n", " ".repeat(2 * depth)));
    }
}

#[test]
fn an_ordinary_finally_is_compiled() {
    let code = "def f(x):\n for y in x:\n  try:\n   if y: return 1\n   if x: break\n   g(y)\n  \
                finally:\n   try:\n    h(y)\n   finally:\n    k(x, y)\n";
    assert_eq!(compile(&code.repeat(300)), Ok(()));
}
