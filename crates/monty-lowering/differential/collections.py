IMPORTS = """from collections import OrderedDict, ChainMap, Counter, deque, defaultdict, namedtuple

def did(o, *steps):
    found = []
    for step in steps:
        try:
            found.append(step(o))
        except Exception as error:
            found.append(type(error).__name__ + str(error))
    return (found, o)"""

STEPS = {
    "OrderedDict": ["K in o and o.move_to_end(K)", "K in o and o.move_to_end(K, last=False)", "o.popitem()", "o.popitem(last=False)", "o.pop(K, None)",
                    "o.setdefault(K, 9)", "o.get(K)", "list(o.items())", "len(o)", "K in o", "list(reversed(o))", "o.update({K: 1})",
                    "o == {1: 2}", "bool(o)", "dict(o)", "sorted(o)", "{**o}", "isinstance(o, dict)", "o == OrderedDict([(1, 2), (2, 3)])"],
    "ChainMap": ["o.get(K, 5)", "list(o)", "len(o)", "K in o", "o.new_child({K: 0})[K]", "o.parents.get(K)", "o.maps", "o.pop(K, 0)",
                 "dict(o)", "sorted(o.items())", "list(o.values())", "o.setdefault(K, 4)", "o.update({K: 8})", "bool(o)", "{**o}"],
    "Counter": ["o.most_common(2)", "o[K]", "o.total()", "sorted(o.elements())", "o.update([K, K])", "o.subtract([K])", "+o", "o + Counter([K])",
                "o - Counter([K])", "o & Counter([K])", "o | Counter([K, K])", "len(o)", "o.pop(K, 0)"],
    "deque": ["o.append(K)", "o.appendleft(K)", "o.pop()", "o.popleft()", "o.rotate(K)", "o.count(K)", "list(o)", "o.extend([K, K])",
              "o.extendleft([K, 5])", "o.insert(1, K)", "o[0]", "len(o)", "o.reverse()", "K in o"],
}


def start(choose, kind):
    pairs = [(choose.randint(1, 5), choose.randint(0, 9)) for _ in range(choose.randint(0, 5))]
    if kind == "OrderedDict":
        return f"OrderedDict({pairs})"
    if kind == "ChainMap":
        return f"ChainMap({dict(pairs[:2])}, {dict(pairs[2:])})"
    items = [choose.randint(1, 4) for _ in range(choose.randint(0, 6))]
    return f"{kind}({items})"


def expression(choose):
    kind = choose.choice(list(STEPS))
    steps = []
    for _ in range(choose.randint(1, 4)):
        steps.append("lambda o: " + choose.choice(STEPS[kind]).replace("K", str(choose.randint(1, 5))))
    return f"did({start(choose, kind)}, {', '.join(steps)})"
