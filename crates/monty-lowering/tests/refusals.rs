//! Programs that are refused, since they would silently behave differently from Python.

use monty_lowering::{Knowledge, Options, lower};

fn refusal(source: &str) -> String {
    lower(source, &mut Knowledge::default(), &Options::default())
        .expect_err("refused")
        .to_string()
}

fn is_accepted(source: &str) -> bool {
    lower(source, &mut Knowledge::default(), &Options::default()).is_ok()
}

#[test]
fn what_would_tell_of_slots_is_refused() {
    let class =
        "class A:\n    __slots__ = ('x', 'y')\n    def __init__(self):\n        self.x = 1\n";
    assert!(is_accepted(class));
    assert!(is_accepted(&format!(
        "{class}a = A()\na.y = 2\na.z = 2\nA.rate = 2\nsetattr(a, 'x', 3)\nsetattr(a, 'z', 2)\nvars(a)\nhasattr(a, '__dict__')\nA.__slots__\n"
    )));
    for use_of_it in ["a.__dict__ = {}", "A.__slots__ = ()"] {
        let message = refusal(&format!("{class}a = A()\n{use_of_it}\n"));
        assert!(message.contains("__slots__"), "{use_of_it}: {message}");
    }
}

#[test]
fn an_async_generator_left_before_its_finally_is_refused() {
    let generator = "async def g():\n    try:\n        yield 1\n        yield 2\n    finally:\n        print('done')\n";
    let early = "async def f():\n    await anext(g())\n";
    assert!(refusal(&format!("{generator}{early}")).contains("aclose()"));
    assert!(is_accepted(&format!(
        "{generator}async def f():\n    async for x in g():\n        break\n"
    )));
    assert!(is_accepted(&format!(
        "{generator}async def f():\n    async for x in g():\n        print(x)\n"
    )));
    let plain = generator.replace("async ", "");
    assert!(is_accepted(&format!(
        "{plain}for x in g():\n    break\nnext(g())\n"
    )));
}

#[test]
fn a_yield_that_may_be_skipped_is_refused() {
    for expression in [
        "x and (yield 1)",
        "(yield 1) if x else 2",
        "1 < x < (yield 2)",
    ] {
        let message = refusal(&format!("def g(x):\n    y = {expression}\n    yield y\n"));
        assert!(message.contains("received = yield item"), "{expression}");
    }
    assert!(is_accepted("def g(x):\n    y = (yield 1) and x\n"));
}

#[test]
fn a_starred_target_is_refused_where_iterators_start_over() {
    let class = "class R:\n    def __iter__(self):\n        self.n = 0\n        return self\n    def __next__(self):\n        raise StopIteration\n";
    for use_of_it in ["(a, *b), c = [R(), 1]\n", "for a, *b in [R()]:\n    pass\n"] {
        assert!(refusal(&format!("{class}{use_of_it}")).contains("list(it)"));
    }
    assert!(is_accepted(&format!(
        "{class}a, *b = R()\nr = R()\n[*a, b] = r\n"
    )));
    assert!(is_accepted(&format!("{class}a, *b = list(R())\n")));
    assert!(is_accepted(
        "class R:\n    def __iter__(self):\n        return self\n    def __next__(self):\n        raise StopIteration\n*a, b = [1, 2]\n*a, b = R()\n"
    ));
}

#[test]
fn what_asyncio_lacks_is_refused() {
    for (use_of_it, advice) in [
        ("asyncio.Barrier(2)", "asyncio.Condition"),
        ("asyncio.open_connection('x', 1)", "host's functions"),
        ("asyncio.Runner()", "asyncio.run(main())"),
        ("class Q(asyncio.Queue):\n    pass", "attribute"),
        (
            "class A:\n    def __await__(self):\n        yield 5\n",
            "async def",
        ),
        (
            "try:\n    pass\nexcept* ValueError:\n    raise",
            "raise group",
        ),
    ] {
        let message = refusal(&format!("import asyncio\n{use_of_it}\n"));
        assert!(message.contains(advice), "{use_of_it}: {message}");
    }
    assert!(is_accepted(
        "import asyncio\nclass E(asyncio.TimeoutError):\n    pass\n"
    ));
}

#[test]
fn what_a_class_of_a_built_in_type_cannot_be_is_refused() {
    for (source, advice) in [
        (
            "class A(bytes):\n    pass\n",
            "keep the bytes in an attribute",
        ),
        (
            "class A(bool):\n    pass\n",
            "keep the bool in an attribute",
        ),
        (
            "from dataclasses import dataclass\n@dataclass\nclass A(dict):\n    x: int = 1\n",
            "keep the value in a field",
        ),
        (
            "class A(list):\n    pass\nmatch A([1]):\n    case [1]:\n        pass\n    case A():\n        pass\n",
            "use isinstance()",
        ),
        (
            "class E(Exception):\n    def __new__(cls):\n        return super().__new__(cls)\n",
            "@classmethod",
        ),
        (
            "from typing import NamedTuple\nclass P(NamedTuple):\n    x: int\n    def __new__(cls): pass\n",
            "@classmethod",
        ),
    ] {
        let message = refusal(source);
        assert!(message.contains(advice), "{source}: {message}");
    }
    assert!(is_accepted(
        "class A(str):\n    pass\nmatch A('x'):\n    case str():\n        pass\n"
    ));
    assert!(is_accepted(
        "class A(list):\n    pass\nmatch A([1]):\n    case [1, *rest]:\n        pass\n    case _:\n        pass\n"
    ));
}

#[test]
fn what_a_metaclass_says_of_its_classes_as_objects_is_refused() {
    for (member, advice) in [
        ("def __add__(cls, o):\n        return 1", "@classmethod"),
        ("def __eq__(cls, o):\n        return True", "@classmethod"),
        ("@property\n    def name(cls):\n        return 1", "method"),
    ] {
        let source = format!("class M(type):\n    {member}\nclass A(metaclass=M):\n    pass\n");
        let message = refusal(&source);
        assert!(message.contains(advice), "{member}: {message}");
    }
    let message = refusal("class M(type):\n    pass\nclass E(Exception, metaclass=M):\n    pass\n");
    assert!(message.contains("class decorator"), "{message}");
}

#[test]
fn namespaces_are_refused_where_they_are_more_than_looked_up_in() {
    for use_of_it in [
        "print(globals())",
        "globals()['x'] = 2",
        "f(**locals())",
        "print(vars())",
        "for name in globals():\n    pass",
        "del x\n'x' in globals()",
    ] {
        let message = refusal(&format!("x = 1\n{use_of_it}\n"));
        assert!(message.contains("dict"), "{use_of_it}: {message}");
    }
    assert!(is_accepted(
        "x = 1\nprint(globals()['x'], 'y' in locals())\n"
    ));
}

#[test]
fn abstract_classes_give_their_methods_or_are_refused() {
    let class = |base: &str| {
        format!("from collections.abc import {base}\nclass A({base}):\n    def f(self): pass\n")
    };
    for base in [
        "Mapping",
        "MutableMapping",
        "Sequence",
        "MutableSet",
        "Iterator",
    ] {
        assert!(is_accepted(&class(base)), "{base}");
    }
    for base in ["Generator", "Coroutine", "ByteString", "KeysView"] {
        assert!(
            refusal(&class(base)).contains("write the methods"),
            "{base}"
        );
    }
    let number = "from numbers import Number\nclass A(Number):\n    pass\n";
    assert!(refusal(number).contains("write the methods"));
}

#[test]
fn what_inspect_leaves_out_is_refused() {
    for name in ["getsourcelines", "currentframe", "getframeinfo", "stack"] {
        let message = refusal(&format!("import inspect\ninspect.{name}(print)\n"));
        assert!(message.contains("signature"), "{name}: {message}");
    }
}

#[test]
fn fold_is_refused_where_it_would_be_lost() {
    let imported = "from datetime import datetime, time\n";
    assert!(is_accepted(&format!(
        "{imported}datetime(2024, 11, 3, 1, 30, fold=0)\ndef train(fold): pass\ntrain(fold=1)\n"
    )));
    for made in [
        "datetime(2024, 11, 3, 1, 30, fold=1)",
        "time(1, 30, fold=f)",
    ] {
        let message = refusal(&format!("{imported}f = 1\n{made}\n"));
        assert!(
            message.contains("fold is not available"),
            "{made}: {message}"
        );
    }
}

#[test]
fn statements_in_class_bodies_that_would_see_other_names_are_refused() {
    for (body, advice) in [
        (
            "    if True:\n        y = x\n    x = 2\n",
            "may have no value",
        ),
        ("    if y:\n        z = 1\n    w = z\n", "may have no value"),
        (
            "    x = 2\n    for i in range(2):\n        f = lambda: x\n",
            "another name",
        ),
        ("    x = 2\n    del x\n", "move other statements"),
    ] {
        let message = refusal(&format!("x = 1\ny = 1\nclass A:\n{body}"));
        assert!(message.contains(advice), "{body}: {message}");
    }
    let message =
        refusal("from enum import Enum\nclass A(Enum):\n    for i in range(2):\n        pass\n");
    assert!(message.contains("move other statements"), "{message}");
    assert!(is_accepted(
        "class A:\n    for i in range(2):\n        pass\n    del i\n"
    ));
}
