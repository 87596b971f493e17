IMPORTS = """import json
from datetime import date

class Custom(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, set):
            return sorted(o)
        return super().default(o)

def fields(text):
    try:
        return json.loads(text)
    except json.JSONDecodeError as e:
        return (e.msg, e.pos, e.lineno, e.colno, e.doc)"""


def value(choose, depth, odd):
    kind = choose.random()
    if depth == 0 or kind < 0.4:
        plain = [1, 2.5, None, True, "a", "é\n", "", 10 ** 20, -0.0, 1e300]
        if odd and choose.random() < 0.3:
            return choose.choice(["{1}", "date(2024, 1, 2)", "{2}"])
        return repr(choose.choice(plain))
    if kind < 0.7:
        return "[" + ", ".join([value(choose, depth - 1, odd) for _ in range(choose.randint(0, 3))]) + "]"
    keys = ["a", "b", "key", "1"] + [1, 2.5, None, (1, 2)] * (choose.random() < 0.2)
    pairs = [f"{choose.choice(keys)!r}: {value(choose, depth - 1, odd)}" for _ in range(choose.randint(0, 3))]
    return "{" + ", ".join(pairs) + "}"


def expression(choose):
    import json
    kind = choose.random()
    if kind < 0.3:
        options = choose.choice(["", ", indent=2", ", sort_keys=True", ", separators=(',', ':')", ", ensure_ascii=False", ", indent=1, sort_keys=True",
                                 ", indent='--'", ", indent=0", ", skipkeys=True", ", allow_nan=False", ", indent=2, separators=(', ', '=')", ", check_circular=False"])
        return f"json.dumps({value(choose, 3, False)}{options})"
    if kind < 0.6:
        options = choose.choice([", default=str", ", default=list", ", cls=Custom", ", default=str, indent=2", ", cls=Custom, sort_keys=True"])
        return f"json.dumps({value(choose, 3, True)}{options})"
    text = json.dumps(eval(value(choose, 3, False)), skipkeys=True)
    if choose.random() < 0.1:
        return choose.choice([
            f"json.loads({choose.choice(['NaN', '[Infinity, -Infinity]', '1e999', '-0', '1E5', ' [1] ', '1' * 30])!r})",
            f"json.JSONDecoder().raw_decode({text + ' rest'!r})", f"json.JSONEncoder(indent=1).encode({value(choose, 2, False)})",
            f"''.join(json.JSONEncoder(sort_keys=True).iterencode({value(choose, 2, False)}))", f"json.loads({text.encode()!r})",
            f"json.dumps([{choose.choice(['float(chr(110) + chr(97) + chr(110))', '1e400', '-1e400'])}])",
        ])
    if kind < 0.8:
        hook = choose.choice(["object_hook=lambda d: sorted(d.items(), key=str)", "object_pairs_hook=list", "object_pairs_hook=lambda p: len(p)",
                              "parse_float=str", "parse_int=float", "parse_constant=str", "parse_int=str, object_hook=len", "object_hook=lambda d: d.get('a', d)"])
        return f"json.loads({text!r}, {hook})"
    if choose.random() < 0.8 and text:
        place = choose.randrange(len(text))
        cut = choose.choice([0, 1, 1, 2])
        changed = text[:place] + choose.choice(["}", ":", "x", '"', "", "\\", "nul", "-", "1.", "\n", "'", ",", "{", "0"]) + text[place + cut:]
        # The machine tells of a comma before the end as later versions of CPython do.
        bare = changed.replace(" ", "").replace("\n", "")
        if ",}" not in bare and ",]" not in bare:
            text = changed
    return f"fields({text!r})"
