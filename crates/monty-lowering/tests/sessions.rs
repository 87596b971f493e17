//! Knowledge that lasts from one feed of a session to the next.

use monty::MontyRepl;
use monty_lowering::{Knowledge, Options, lower};
use monty_types::{CompileOptions, MontyObject, PrintWriter, ResourceTracker};

fn feeds(sources: &[&str]) -> Result<MontyObject, String> {
    let mut session = MontyRepl::new(
        "main.py",
        ResourceTracker::default(),
        CompileOptions::default(),
    );
    let mut knowledge = Knowledge::default();
    let mut last = MontyObject::none();
    for source in sources {
        let options = Options {
            is_session: true,
            ..Options::default()
        };
        let lowered =
            lower(source, &mut knowledge, &options).map_err(|refusal| refusal.to_string())?;
        last = session
            .feed_run(lowered.text(), vec![], PrintWriter::Disabled)
            .map_err(|error| error.to_string())?;
        // As in a dump.
        let written = serde_json::to_string(&knowledge).expect("knowledge is written");
        knowledge = serde_json::from_str(&written).expect("knowledge is read");
    }
    Ok(last)
}

#[test]
fn a_property_of_an_earlier_feed_is_heeded() {
    let value = feeds(&[
        "class A:\n    @property\n    def half(self): return 21\n",
        "a = A()\na.half * 2",
    ]);
    assert_eq!(value, Ok(MontyObject::int(42)));
}

#[test]
fn a_class_derives_from_one_of_an_earlier_feed() {
    let value = feeds(&[
        "class A:\n    def hi(self): return 'A'\nclass B(A):\n    pass\n",
        "class C(B):\n    def hi(self): return 'C' + super().hi()\n",
        "C().hi() + str(isinstance(C(), A))",
    ]);
    assert_eq!(value, Ok(MontyObject::string("CATrue")));
}

#[test]
fn a_plain_class_of_an_earlier_feed_hands_on_all_it_has() {
    let value = feeds(&[
        "class A:\n    unit = 'm'\n    def __init__(self): self.x = 1\n    def __len__(self): return 0\n    def hi(self): return 'A'\n",
        "class B(A):\n    pass\n",
        "b = B()\nf'{b.x}{b.unit}{b.hi()}{bool(b)}{len(b)}'",
    ]);
    assert_eq!(value, Ok(MontyObject::string("1mAFalse0")));
}

#[test]
fn an_exception_of_an_earlier_feed_is_caught() {
    let value = feeds(&[
        "class Missing(Exception):\n    pass\ndef f():\n    raise Missing('x')\n",
        "try:\n    f()\nexcept Missing as e:\n    r = f'got {e}'\nr",
    ]);
    assert_eq!(value, Ok(MontyObject::string("got x")));
}

#[test]
fn a_generator_goes_on_in_a_later_feed() {
    let value = feeds(&[
        "def g():\n    yield 1\n    yield 2\nit = g()\n",
        "next(it)",
        "next(it)",
    ]);
    assert_eq!(value, Ok(MontyObject::int(2)));
}

#[test]
fn what_earlier_functions_would_not_heed_is_refused() {
    let value = feeds(&[
        "def empty(x):\n    return not x\n",
        "class Bag:\n    def __len__(self): return 0\n",
    ]);
    assert!(value.is_err_and(|message| message.contains("__len__")));
}

#[test]
fn a_program_that_needs_nothing_is_the_same_text() {
    for source in [
        "x = 1\nprint(x + 2)\n",
        "def f(a):\n    return [b * 2 for b in a]\nf([1])\n",
    ] {
        let lowered =
            lower(source, &mut Knowledge::default(), &Options::default()).expect("accepted");
        assert!(!lowered.is_changed());
        assert_eq!(lowered.text(), source);
    }
}

#[test]
fn coroutine_functions_from_before_asyncio_cannot_be_tasks() {
    let function = "async def f():\n    return 1\n";
    let message =
        feeds(&[function, "import asyncio\nasyncio.Semaphore(1)\n"]).expect_err("refused");
    assert!(message.contains("import asyncio in the feed"), "{message}");
    let imported = format!("import asyncio\n{function}");
    assert!(feeds(&[&imported, "limit = asyncio.Semaphore(1)\n"]).is_ok());
}

#[test]
fn what_earlier_functions_print_cannot_be_redirected() {
    let told = "def f():\n    print(1)\n";
    let redirect =
        "import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()) as out:\n    f()\n";
    let refused = feeds(&[told, redirect]).expect_err("refused");
    assert!(refused.contains("redirect_stdout"), "{refused}");
    let together = format!("{told}{redirect}");
    assert_eq!(
        feeds(&[&together, "f()\nout.getvalue()"]),
        Ok(MontyObject::string("1\n"))
    );
}

#[test]
fn paths_patterns_and_loggers_of_an_earlier_feed_are_known() {
    let value = feeds(&[
        "import re\nfrom pathlib import Path\n",
        "r = re.compile('(?P<k>b)')\np = Path('/a/b/c')\n",
        "[r.groupindex['k'], str(p.relative_to('/a')), len(p.parents)]",
    ]);
    assert_eq!(
        value,
        Ok(MontyObject::list([
            MontyObject::int(1),
            MontyObject::string("b/c"),
            MontyObject::int(3),
        ]))
    );
}

#[test]
fn classes_of_built_in_types_and_new_last() {
    let value = feeds(&[
        "class Config(dict):\n    def __missing__(self, key): return 0\nclass One:\n    only = None\n    def __new__(cls):\n        if cls.only is None:\n            cls.only = super().__new__(cls)\n        return cls.only\n",
        "import json\nclass Counts(Config):\n    def add(self, key): self[key] += 1\n",
        "c = Counts(a=1)\nc.add('a')\nc.add('b')\nf'{json.dumps(c)}{len(c)}{isinstance(c, dict)}{One() is One()}'",
    ]);
    assert_eq!(
        value,
        Ok(MontyObject::string("{\"a\": 2, \"b\": 1}2TrueTrue"))
    );
}

#[test]
fn a_function_that_knew_no_such_class_is_told() {
    for (first, second) in [
        (
            "def f(x):\n    return isinstance(x, dict)\n",
            "class Config(dict):\n    pass\n",
        ),
        (
            "def f(kind):\n    return kind()\n",
            "class One:\n    def __new__(cls):\n        return 1\n",
        ),
    ] {
        let refused = feeds(&[first, second]).expect_err("refused");
        assert!(refused.contains("would not be heeded"), "{refused}");
    }
}

#[test]
fn an_exception_that_the_machine_lacks_is_one_class() {
    let value = feeds(&[
        "try:\n    raise ConnectionResetError('x')\nexcept OSError as e:\n    kept = e\n",
        "isinstance(kept, ConnectionError) and type(kept) is ConnectionResetError",
    ]);
    assert_eq!(value, Ok(MontyObject::bool(true)));
}

#[test]
fn the_text_of_a_class_of_an_earlier_feed_is_pythons() {
    let value = feeds(&[
        "class A:\n    for n in 'ab':\n        pass\nclass M(type):\n    def __repr__(cls): return f'<{cls.__name__}>'\nclass B(metaclass=M):\n    pass\n",
        "f'{A} {[A]} {str(A)} {B} {A.n}'",
    ]);
    let told = "<class '__main__.A'> [<class '__main__.A'>] <class '__main__.A'> <B> b";
    assert_eq!(value, Ok(MontyObject::string(told)));
}

#[test]
fn what_a_feed_defines_is_asked_by_later_ones() {
    let value = feeds(&[
        "from typing import Generic, TypeVar\nT = TypeVar('T')\nclass S(Generic[T]):\n    kinds = {}\n    def __eq__(self, other): return No()\nclass No:\n    def __bool__(self): return False\nS.kinds['s'] = S\ndef f():\n    'doc'\ndef g():\n    x = yield 1\n    yield x\n",
        "made = g()\nfirst = next(made)\n",
        "said = 'yes' if S() == 1 else 'no'\nf'{f.__doc__} {first} {made.send(5)} {said} {S.kinds} {type(S[int]()).__name__}'",
    ]);
    let told = "doc 1 5 no {'s': <class '__main__.S'>} S";
    assert_eq!(value, Ok(MontyObject::string(told)));
}

#[test]
fn sets_of_earlier_feeds_keep_their_tables() {
    let value = feeds(&[
        "s = {300, 5, 17, 2, 9}\nt = {5, 300}\n",
        "u = s - t\ns -= {9}\ns |= {65}\n",
        "f'{u} {s} {s & {300, 17, 65}}'",
    ]);
    assert_eq!(
        value,
        Ok(MontyObject::string(
            "{17, 2, 9} {17, 2, 65, 5, 300} {65, 300, 17}"
        ))
    );
}
