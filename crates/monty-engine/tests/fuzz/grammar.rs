//! Generates small programs that are often valid.

use crate::support::Random;

const NAMES: [&str; 6] = ["a", "b", "c", "xs", "d", "f"];
const CALLS: [&str; 16] = [
    "len", "str", "repr", "list", "tuple", "set", "sorted", "sum", "max", "dict", "hash", "type",
    "abs", "bool", "iter", "print",
];
const METHODS: [&str; 14] = [
    "append", "pop", "extend", "clear", "copy", "upper", "split", "join", "keys", "items",
    "update", "add", "encode", "replace",
];
const OPERATORS: [&str; 20] = [
    "+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^", "==", "!=", "<", ">=", " and ",
    " or ", " in ", " is ",
];

/// A program of a few statements.
pub fn program(random: &mut Random) -> String {
    let mut text = String::from(
        "import asyncio\na, b, c, xs, d = 1, 'x', 2.5, [1, 2], {'k': 1}\ndef f(*args): return args\n",
    );
    for _ in 0..=random.below(8) {
        statement(random, 0, &mut text);
    }
    text.push_str(&expression(random, 3));
    text
}

fn pick<'a>(random: &mut Random, words: &[&'a str]) -> &'a str {
    words[random.below(words.len())]
}

fn statement(random: &mut Random, depth: usize, out: &mut String) {
    let indent = "    ".repeat(depth);
    let value = |random: &mut Random| expression(random, 3);
    let header = match random.below(if depth > 3 { 5 } else { 20 }) {
        0 | 1 => {
            return out.push_str(&format!(
                "{indent}{} = {}\n",
                pick(random, &NAMES),
                value(random)
            ));
        }
        2 => return out.push_str(&format!("{indent}{}\n", value(random))),
        3 => {
            return out.push_str(&format!(
                "{indent}{} += {}\n",
                pick(random, &NAMES),
                value(random)
            ));
        }
        4 => {
            return out.push_str(&format!(
                "{indent}{}[{}] = {}\n",
                pick(random, &NAMES),
                value(random),
                value(random)
            ));
        }
        5 => format!("if {}:", value(random)),
        6 => format!("for {} in {}:", pick(random, &NAMES), value(random)),
        7 => format!("while {}:", value(random)),
        8 => format!("def {}(x=None, *args):", pick(random, &NAMES)),
        9 => format!(
            "class K{}:",
            pick(random, &["", "(Exception)", "(K)", "(a, K)"])
        ),
        13 => format!("async def {}(x=None):", pick(random, &NAMES)),
        14 => format!("with {} as {}:", value(random), pick(random, &NAMES)),
        15 => {
            let target = pick(random, &["d['k']", "xs[0]", "a", "a.b", "xs[:1], d"]);
            return out.push_str(&format!("{indent}del {target}\n"));
        }
        16 => {
            let words = [
                "yield",
                "x = yield",
                "yield from",
                "return",
                "raise",
                "await",
            ];
            let word = pick(random, &words);
            return out.push_str(&format!("{indent}{word} {}\n", value(random)));
        }
        17 => {
            let decorator = pick(random, &["property", "classmethod", "staticmethod", "f"]);
            out.push_str(&format!("{indent}@{decorator}\n"));
            format!("def {}(self=None):", pick(random, &METHODS))
        }
        18 => {
            let method = pick(
                random,
                &["len", "bool", "eq", "iter", "next", "getattr", "lt"],
            );
            format!("def __{method}__(self, *args):")
        }
        19 => format!("async for {} in {}:", pick(random, &NAMES), value(random)),
        10 => "if True:".to_owned(),
        11 => {
            out.push_str(&format!("{indent}try:\n"));
            statement(random, depth + 1, out);
            out.push_str(&format!("{indent}except BaseException as e:\n"));
            return statement(random, depth + 1, out);
        }
        _ => {
            out.push_str(&format!("{indent}try:\n"));
            statement(random, depth + 1, out);
            out.push_str(&format!("{indent}finally:\n"));
            return statement(random, depth + 1, out);
        }
    };
    out.push_str(&format!("{indent}{header}\n"));
    for _ in 0..=random.below(3) {
        statement(random, depth + 1, out);
    }
}

fn expression(random: &mut Random, depth: usize) -> String {
    if depth == 0 {
        return match random.below(8) {
            0 => random.below(100).to_string(),
            1 => format!("{}", 10_u64.pow(random.below(18) as u32)),
            2 => format!("'{}'", "ab ".repeat(random.below(4))),
            3 => pick(
                random,
                &[
                    "None", "True", "False", "...", "1.5", "b'x'", "[]", "()", "{}",
                ],
            )
            .to_owned(),
            _ => pick(random, &NAMES).to_owned(),
        };
    }
    let mut inner = || expression(random, depth - 1);
    let (x, y) = (inner(), inner());
    match random.below(20) {
        0..=3 => format!("({x}{}{y})", pick(random, &OPERATORS)),
        4 | 5 => format!("{}({x})", pick(random, &CALLS)),
        6 | 7 => format!("{x}.{}({y})", pick(random, &METHODS)),
        8 => format!("[{x}, {y}]"),
        9 => format!("{{{x}: {y}}}"),
        10 => format!("[{x} for {} in {y}]", pick(random, &NAMES)),
        11 => format!("(lambda {}: {x})({y})", pick(random, &NAMES)),
        12 => format!("{x}[{y}]"),
        13 => format!("host({x}, key={y})"),
        16 => format!("map({x}, {y})"),
        17 => format!("next(({x} for {} in {y}), None)", pick(random, &NAMES)),
        18 => format!("K({x}).{}", pick(random, &METHODS)),
        19 => format!("super().{}({x})", pick(random, &METHODS)),
        14 => format!("f'{{{}}}'", pick(random, &NAMES)),
        _ => format!("({x} if {y} else {})", pick(random, &NAMES)),
    }
}
