IMPORTS = """from collections import OrderedDict, ChainMap, Counter, deque, defaultdict, namedtuple

def delete(o, k):
    del o[k]

def put(o, k, v):
    o[k] = v

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
                    "o == {1: 2}", "bool(o)", "dict(o)", "sorted(o)", "{**o}", "isinstance(o, dict)", "o == OrderedDict([(1, 2), (2, 3)])", "o.copy()", "o | {K: 0}", "list(o.keys())", "list(o.values())", "OrderedDict.fromkeys([K, 2], 3)",
                    "delete(o, K)", "o.clear()", "max(o, default=0)", "K in o and o[K]", "repr(o)", "type(o).__name__"],
    "ChainMap": ["o.get(K, 5)", "list(o)", "len(o)", "K in o", "o.new_child({K: 0})[K]", "o.parents.get(K)", "o.maps", "o.pop(K, 0)",
                 "dict(o)", "sorted(o.items())", "list(o.values())", "o.setdefault(K, 4)", "o.update({K: 8})", "bool(o)", "{**o}"],
    "Counter": ["o.most_common(2)", "o[K]", "o.total()", "sorted(o.elements())", "o.update([K, K])", "o.subtract([K])", "+o", "o + Counter([K])",
                "o - Counter([K])", "o & Counter([K])", "o | Counter([K, K])", "len(o)", "o.pop(K, 0)", "-o", "o == Counter([K])", "o <= Counter([K, 1, 2])", "o.most_common()", "o.copy()", "dict(o)", "sorted(o.items())",
                "delete(o, K)", "Counter(a=K, b=2)", "Counter({K: -1}) + o", "sum(o.values())", "o.update({K: 3})", "o.subtract({K: 3})", "o.most_common(0)",
                "list(o)", "K in o", "o.get(K)", "o.clear()", "Counter('abca').most_common(1)", "o >= Counter()", "o.elements() is None"],
    "defaultdict": ["o[K].append(1)", "o[K]", "K in o", "len(o)", "o.get(K)", "dict(o)", "list(o)", "o.pop(K, None)", "o.setdefault(K, [9])", "o.copy()", "o.default_factory is list",
                    "sorted(o)", "o.update({K: [2]})", "o | {K: []}", "o == {K: []}", "o.__missing__(K)", "o.items()"],
    "namedtuple": ["o.x", "o._asdict()", "o._replace(y=K)", "o._fields", "o[0]", "list(o)", "o == (K, 2)", "o < (K, 3)", "hash(o) == hash(tuple(o))", "len(o)",
                   "type(o)._make([K, 1])", "type(o)._make([1])", "type(o)._field_defaults", "o + (K,)", "o.index(2)", "o.count(K)", "repr(o)", "o.y"],
    "deque": ["o.append(K)", "o.appendleft(K)", "o.pop()", "o.popleft()", "o.rotate(K)", "o.count(K)", "list(o)", "o.extend([K, K])",
              "o.extendleft([K, 5])", "o.insert(1, K)", "o[0]", "len(o)", "o.reverse()", "K in o", "o.maxlen", "o[-1]", "o[9]", "o.clear()", "o.copy()", "o == deque([K])", "o + deque([K])", "o * 2",
              "len(o) and delete(o, 0)", "put(o, 0, K)", "list(reversed(o))", "sum(o)", "sorted(o)", "o < deque([K])", "bool(o)"],
}


def start(choose, kind):
    pairs = [(choose.randint(1, 5), choose.randint(0, 9)) for _ in range(choose.randint(0, 5))]
    if kind == "OrderedDict":
        return f"OrderedDict({pairs})"
    if kind == "ChainMap":
        return f"ChainMap({dict(pairs[:2])}, {dict(pairs[2:])})"
    if kind == "namedtuple":
        defaults = choose.choice(["", ", defaults=[2]", ", defaults=(1, 2)"])
        return f"namedtuple('P', {choose.choice(['[' + repr('x') + ', ' + repr('y') + ']', repr('x y'), repr('x, y')])}{defaults})({choose.choice(['1, 2', 'x=3, y=2', '1'])})"
    if kind == "defaultdict":
        return f"defaultdict(list, {{{', '.join([f'{k}: [{v}]' for k, v in pairs])}}})"
    if kind == "deque" and choose.random() < 0.4:
        return f"deque({[v for _, v in pairs]}, maxlen={choose.randint(0, 4)})"
    items = [choose.randint(1, 4) for _ in range(choose.randint(0, 6))]
    return f"{kind}({items})"


def expression(choose):
    kind = choose.choice(list(STEPS))
    steps = []
    for _ in range(choose.randint(1, 4)):
        steps.append("lambda o: " + choose.choice(STEPS[kind]).replace("K", str(choose.randint(1, 5))))
    return f"did({start(choose, kind)}, {', '.join(steps)})"
