//! Sources that are refused before they run.

use monty_engine::{MAX_CODE_BYTES, Program, SourceOptions, event::kind};

use crate::support::{Run, run};

fn refusal(code: &str) -> String {
    refusal_under(code, SourceOptions::default())
}

fn refusal_under(code: &str, options: SourceOptions) -> String {
    match Program::compile(code.to_owned(), "main.py", Vec::new(), options) {
        Ok(_) => panic!("it compiles: {}", &code[..code.len().min(80)]),
        Err(exception) => {
            let name: &str = exception.exc_type().into();
            format!("{name}: {}", exception.message().unwrap_or_default())
        }
    }
}

const NO_EVAL: &str = "SyntaxError: 'eval' is not available in this sandbox";
const NO_EXEC: &str = "SyntaxError: 'exec' is not available in this sandbox";

#[test]
fn eval_and_exec_are_refused_wherever_they_are_named() {
    for code in [
        "eval('1')",
        "x = eval",
        "f = [eval]",
        "def f():\n    def g():\n        return eval('1')",
        "f = lambda: eval('1')",
        "f'{eval(\"1\")}'",
        "f'{1:{eval(\"2\")}}'",
        "@eval\ndef f(): pass",
        "def f(x=eval): pass",
        "def f(x: eval): pass",
        "class A:\n    x = eval",
        "[eval(x) for x in '12']",
        "{k: eval(k) for k in '12'}",
        "async def f():\n    await eval('1')",
        "match 1:\n    case _ if eval('1'): pass",
        "print(*map(eval, ['1']))",
        "eval = 1",
        "for eval in []: pass",
        "x = 1 if eval else 2",
        "try: pass\nexcept eval: pass",
        "with eval as x: pass",
        "del eval",
        "x[eval]",
        "assert eval",
        "raise eval",
        "(y := eval)",
        // Identifiers are normalised: these spell the same name.
        "ｅｖａｌ('1')",
        "𝐞𝐯𝐚𝐥('1')",
        "ev\u{ff41}l('1')",
    ] {
        assert_eq!(refusal(code), NO_EVAL, "{code}");
    }
    assert_eq!(refusal("exec('x = 1')"), NO_EXEC);
    assert_eq!(refusal("ｅｘｅｃ('x = 1')"), NO_EXEC);
}

#[test]
fn other_uses_of_the_words_are_not_refused() {
    assert_eq!(run("'eval' + 'exec'").shown(), "'evalexec'");
    assert_eq!(run("# eval(1)\n1").shown(), "1");
    assert_eq!(
        run("class Model:\n    def eval(self): return 'ok'\nModel().eval()").shown(),
        "'ok'"
    );
    assert_eq!(run("evaluate = 3\nevaluate").shown(), "3");
    assert_eq!(run("dict(eval=1)").shown(), "{'eval': 1}");
}

#[test]
fn the_builtins_cannot_be_reached_around_the_names() {
    for code in [
        "getattr(__builtins__, 'ev' + 'al')",
        "globals()['ev' + 'al']('1')",
        "__import__('builtins').__dict__['ev' + 'al']",
        "import builtins\nbuiltins.eval('1')",
        "print.__self__.eval('1')",
        "().__class__.__base__.__subclasses__()",
        "(lambda: 0).__globals__['__builtins__']",
    ] {
        let Ok(program) = Program::compile(
            code.to_owned(),
            "main.py",
            Vec::new(),
            SourceOptions::default(),
        ) else {
            continue;
        };
        let execution = monty_engine::Execution::program(
            std::rc::Rc::new(program),
            &crate::support::setup(monty_engine::Limits::default()),
        );
        let mut run = Run::from(execution);
        let mut event = run.start();
        while [kind::FUNCTION, kind::NAME, kind::OS].contains(&event.kind) {
            event = run.advance(&crate::support::NOT_FOUND);
        }
        assert_eq!(event.kind, kind::RAISED, "{code}");
    }
}

#[test]
fn eval_can_be_allowed() {
    let options = SourceOptions {
        allow_eval: true,
        ..SourceOptions::default()
    };
    assert!(Program::compile("eval('1 + 1')".to_owned(), "main.py", Vec::new(), options).is_ok());
}

#[test]
fn feeds_of_a_session_are_refused_alike() {
    let mut session = Run::session();
    let exception = session.feed("eval('1')").expect(kind::REFUSED).exception();
    assert_eq!(exception.message, "'eval' is not available in this sandbox");
    assert_eq!(session.feed("1 + 1").shown(), "2");
}

#[test]
fn a_source_that_is_too_long_is_refused() {
    let long = "x = 1\n".repeat(MAX_CODE_BYTES / 6 + 1);
    assert_eq!(
        refusal(&long),
        format!(
            "SyntaxError: source is too long: {} bytes, {MAX_CODE_BYTES} allowed",
            long.len()
        )
    );
    let options = SourceOptions {
        max_bytes: 5,
        ..SourceOptions::default()
    };
    assert_eq!(
        refusal_under("x = 12", options),
        "SyntaxError: source is too long: 6 bytes, 5 allowed"
    );
    let generous = SourceOptions {
        max_bytes: usize::MAX,
        ..SourceOptions::default()
    };
    assert!(refusal_under(&long, generous).contains("too long"));
}

#[test]
fn deep_nesting_is_refused_in_every_form() {
    let deep = |open: &str, middle: &str, close: &str| {
        open.repeat(20_000) + middle + &close.repeat(20_000)
    };
    let indented: String = (0..400)
        .map(|level| format!("{}if 1:\n", " ".repeat(level)))
        .collect();
    for code in [
        deep("(", "1", ")"),
        deep("[", "1", "]"),
        deep("{1:", "1", "}"),
        deep("f(", "1", ")"),
        deep("not ", "1", ""),
        deep("-", "1", ""),
        deep("~", "1", ""),
        deep("lambda: ", "1", ""),
        deep("1 if 1 else ", "1", ""),
        deep("x[", "1", "]"),
        deep("2**", "2", ""),
        deep("await ", "x", ""),
        indented + &" ".repeat(400) + "pass",
    ] {
        let refusal = refusal(&code);
        assert!(
            refusal.starts_with("SyntaxError") || refusal.starts_with("NotImplementedError"),
            "{refusal}"
        );
    }
}

#[test]
fn long_flat_sources_compile_or_are_refused_and_are_dropped_safely() {
    let chain = |link: &str, count: usize| format!("1{}", link.repeat(count));
    for code in [
        chain("+1", 120_000),
        chain(" and 1", 40_000),
        chain(" or 0", 40_000),
        chain("<2", 100_000),
        chain(",1", 120_000),
        format!("x{}", ".a".repeat(120_000)),
        format!("x{}", "()".repeat(120_000)),
        format!("x{}", "[0]".repeat(80_000)),
        "x=1\n".repeat(60_000),
        "if 0: pass\n".to_owned() + &"elif 0: pass\n".repeat(18_000),
        format!("'{}'", "a' 'b".repeat(40_000)),
        format!("f'{}'", "{1}".repeat(60_000)),
        format!(
            "def f({}): pass",
            (0..20_000).map(|at| format!("a{at},")).collect::<String>()
        ),
        format!("x = {{{}}}", "1:2,".repeat(60_000)),
        format!("x = {}1", "y = ".repeat(60_000)),
        "@f\n".repeat(60_000) + "def g(): pass",
    ] {
        let _ = Program::compile(code, "main.py", Vec::new(), SourceOptions::default());
    }
    assert_eq!(run("1 + 1").shown(), "2");
}

#[test]
fn long_flat_sources_in_the_wrong_place_are_refused_safely_in_programs_and_feeds() {
    let links = ["+1", ".a", "()", " and 1", "[0]", "<2", ",1", "|1"];
    let chains = links.map(|link| format!("x{}", link.repeat(50_000)));
    let places = [
        "% = 2",
        "del %",
        "for % in x: pass",
        "(% := 1)",
        "lambda %: 1",
        "def f(%): pass",
        "import %",
        "% %",
        "with x as %: pass",
        "match x:\n    case %: pass",
        "f'{%}'",
        "@%\nclass A: pass",
        "x: '%' = 1",
        "(%",
        "%)",
        "% if",
        "*%",
        "global %",
        "%\n  1",
        "print(%=1)",
        "%: int = 1",
        "x[%:%] = ",
        "try: pass\nexcept % as e: pass",
        "class A(%): pass",
        "f(x for x in %, 1)",
        "{**%}",
        "raise % from %",
        "async def f(): await %",
        "x = yield %",
        "% += %",
        "type X = %",
    ];
    let mut session = Run::session();
    for chain in &chains {
        let chain = &chain[..chain.len().min(MAX_CODE_BYTES / 3)];
        for place in places {
            let code = place.replace('%', chain);
            let _ = Program::compile(
                code.clone(),
                "main.py",
                Vec::new(),
                SourceOptions::default(),
            );
            let event = session.feed(&code);
            let ends = [kind::REFUSED, kind::COMPLETE, kind::RAISED, kind::NAME];
            assert!(ends.contains(&event.kind), "{place}: kind {}", event.kind);
            if event.kind != kind::REFUSED {
                session = Run::session();
            }
        }
    }
}

#[test]
fn what_is_not_python_is_refused_with_its_place() {
    let Err(exception) = Program::compile(
        "x = 1\ny = (".to_owned(),
        "shop.py",
        Vec::new(),
        SourceOptions::default(),
    ) else {
        panic!("it compiles");
    };
    assert!(
        exception.to_string().contains("File \"shop.py\", line 2"),
        "{exception}"
    );
    assert!(refusal("class A(B): pass\nyield 1").contains("Error"));
    assert!(refusal("\u{0}").starts_with("SyntaxError"));
}
