from collections import OrderedDict, ChainMap, Counter, deque, defaultdict, namedtuple

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
    return (found, o)

def show(number, call):
    try:
        print(number, repr(call()))
    except (TypeError, ZeroDivisionError) as error:
        # The machine has words of its own for these.
        print(number, type(error).__name__)
    except Exception as error:
        print(number, type(error).__name__, error)

show(0, lambda: did(defaultdict(list, {2: [8], 2: [4], 2: [1], 5: [4]}), lambda o: o[3], lambda o: o.items(), lambda o: o.update({3: [2]}), lambda o: o.__missing__(3)))
show(1, lambda: did(namedtuple('P', ['x', 'y'], defaults=(1, 2))(1), lambda o: len(o), lambda o: o._replace(y=3)))
show(2, lambda: did(defaultdict(list, {4: [5], 2: [5], 1: [3], 5: [3]}), lambda o: o.items(), lambda o: o[5], lambda o: o[1].append(1), lambda o: o.update({1: [2]})))
show(3, lambda: did(ChainMap({}, {}), lambda o: o.update({5: 8}), lambda o: o.pop(1, 0)))
show(4, lambda: did(Counter([3]), lambda o: +o, lambda o: dict(o), lambda o: Counter(a=5, b=2), lambda o: -o))
show(5, lambda: did(ChainMap({3: 7, 1: 1}, {2: 2, 1: 1, 5: 6}), lambda o: bool(o), lambda o: o.get(5, 5)))
show(6, lambda: did(deque([4, 7, 1], maxlen=0), lambda o: o[9], lambda o: o < deque([2]), lambda o: bool(o)))
show(7, lambda: did(defaultdict(list, {2: [5], 4: [0]}), lambda o: list(o), lambda o: o[3].append(1), lambda o: len(o)))
show(8, lambda: did(OrderedDict([(5, 9), (1, 0), (1, 3), (5, 9), (1, 6)]), lambda o: 2 in o and o[2], lambda o: 5 in o and o.move_to_end(5, last=False)))
show(9, lambda: did(OrderedDict([(1, 7)]), lambda o: max(o, default=0), lambda o: 5 in o and o.move_to_end(5, last=False), lambda o: 2 in o and o.move_to_end(2)))
show(10, lambda: did(ChainMap({4: 9, 1: 4}, {1: 4}), lambda o: {**o}))
show(11, lambda: did(Counter([4, 2, 2, 1, 2]), lambda o: len(o), lambda o: o >= Counter(), lambda o: o.total(), lambda o: +o))
show(12, lambda: did(ChainMap({2: 0, 4: 6}, {5: 8, 3: 5, 4: 4}), lambda o: dict(o), lambda o: list(o), lambda o: {**o}))
show(13, lambda: did(ChainMap({1: 8, 3: 2}, {}), lambda o: o.pop(1, 0)))
show(14, lambda: did(ChainMap({4: 1, 1: 9}, {2: 5}), lambda o: o.parents.get(5), lambda o: o.new_child({3: 0})[3], lambda o: sorted(o.items()), lambda o: len(o)))
show(15, lambda: did(ChainMap({1: 6, 5: 6}, {1: 2}), lambda o: 4 in o, lambda o: o.maps))
show(16, lambda: did(defaultdict(list, {5: [7], 5: [9], 1: [0]}), lambda o: o.setdefault(2, [9])))
show(17, lambda: did(defaultdict(list, {1: [2], 1: [6], 4: [5], 1: [3], 1: [0]}), lambda o: o.copy(), lambda o: o[4], lambda o: list(o)))
show(18, lambda: did(deque([4, 2, 7, 1], maxlen=3), lambda o: list(o)))
show(19, lambda: did(OrderedDict([(1, 0), (1, 3)]), lambda o: o.pop(5, None), lambda o: max(o, default=0), lambda o: o.popitem(last=False)))
show(20, lambda: did(deque([7, 6, 8, 3, 9], maxlen=1), lambda o: o.clear(), lambda o: len(o), lambda o: o < deque([1])))
show(21, lambda: did(ChainMap({5: 0, 1: 4}, {}), lambda o: o.parents.get(3), lambda o: o.update({3: 8}), lambda o: o.setdefault(1, 4)))
show(22, lambda: did(ChainMap({2: 4, 1: 7}, {2: 0, 3: 2}), lambda o: sorted(o.items()), lambda o: o.parents.get(4)))
show(23, lambda: did(namedtuple('P', 'x y', defaults=(1, 2))(x=3, y=2), lambda o: len(o)))
show(24, lambda: did(Counter([1, 1, 1]), lambda o: o + Counter([4]), lambda o: o + Counter([4]), lambda o: list(o)))
show(25, lambda: did(ChainMap({5: 8, 3: 7}, {4: 9}), lambda o: o.get(4, 5), lambda o: o.get(1, 5)))
show(26, lambda: did(deque([2, 3], maxlen=0), lambda o: 1 in o, lambda o: len(o)))
show(27, lambda: did(deque([2, 2, 1, 2, 4, 4]), lambda o: bool(o)))
show(28, lambda: did(Counter([2, 1, 3, 3]), lambda o: +o, lambda o: Counter('abca').most_common(1)))
show(29, lambda: did(Counter([4, 1]), lambda o: o.elements() is None))
show(30, lambda: did(OrderedDict([(1, 4)]), lambda o: o.popitem()))
show(31, lambda: did(OrderedDict([(5, 8), (1, 9), (1, 8)]), lambda o: list(reversed(o)), lambda o: o.clear(), lambda o: 4 in o and o[4], lambda o: o.update({5: 1})))
show(32, lambda: did(namedtuple('P', 'x, y', defaults=[2])(1), lambda o: o + (2,)))
show(33, lambda: did(ChainMap({2: 4, 5: 9}, {3: 4, 1: 7}), lambda o: list(o.values())))
show(34, lambda: did(defaultdict(list, {}), lambda o: o.update({1: [2]}), lambda o: dict(o), lambda o: o.pop(3, None), lambda o: o.default_factory is list))
show(35, lambda: did(defaultdict(list, {4: [7], 1: [1], 4: [2]}), lambda o: o.get(4), lambda o: 2 in o, lambda o: sorted(o), lambda o: o[5]))
show(36, lambda: did(OrderedDict([(3, 1)]), lambda o: o.copy()))
show(37, lambda: did(deque([1, 2, 1, 4, 4]), lambda o: list(o), lambda o: sum(o), lambda o: o.popleft()))
show(38, lambda: did(Counter([3, 1, 2]), lambda o: o.get(3), lambda o: o.update([1, 1])))
show(39, lambda: did(ChainMap({5: 4}, {1: 2, 4: 1}), lambda o: o.update({5: 8})))
show(40, lambda: did(OrderedDict([(4, 0), (4, 5), (3, 1)]), lambda o: o.popitem(), lambda o: bool(o), lambda o: OrderedDict.fromkeys([1, 2], 3), lambda o: o.clear()))
show(41, lambda: did(Counter([1]), lambda o: o + Counter([3])))
show(42, lambda: did(ChainMap({3: 0, 5: 3}, {}), lambda o: o.setdefault(1, 4)))
show(43, lambda: did(ChainMap({3: 2, 1: 3}, {3: 8, 4: 4}), lambda o: o.pop(1, 0), lambda o: o.pop(3, 0)))
show(44, lambda: did(deque([2, 2]), lambda o: o.count(5), lambda o: o.pop(), lambda o: o.clear()))
show(45, lambda: did(ChainMap({1: 1}, {2: 6, 3: 8}), lambda o: o.parents.get(4), lambda o: list(o.values()), lambda o: bool(o)))
show(46, lambda: did(defaultdict(list, {4: [5]}), lambda o: o | {3: []}, lambda o: sorted(o)))
show(47, lambda: did(deque([3, 4, 2, 3, 3]), lambda o: o.reverse()))
show(48, lambda: did(defaultdict(list, {1: [8], 5: [2]}), lambda o: dict(o)))
show(49, lambda: did(deque([]), lambda o: o.reverse(), lambda o: list(reversed(o)), lambda o: 2 in o, lambda o: o.extend([4, 4])))
show(50, lambda: did(defaultdict(list, {1: [3], 3: [1], 3: [8]}), lambda o: o.copy(), lambda o: o == {5: []}))
show(51, lambda: did(namedtuple('P', 'x, y', defaults=[2])(1, 2), lambda o: o + (4,), lambda o: o._replace(y=4)))
show(52, lambda: did(OrderedDict([(4, 7), (1, 4), (3, 4), (2, 9)]), lambda o: repr(o), lambda o: 3 in o and o.move_to_end(3), lambda o: o == {1: 2}))
show(53, lambda: did(OrderedDict([(5, 5), (1, 8)]), lambda o: o.popitem()))
show(54, lambda: did(ChainMap({5: 8}, {}), lambda o: list(o), lambda o: bool(o)))
show(55, lambda: did(deque([4, 5, 2], maxlen=0), lambda o: o.clear(), lambda o: 5 in o))
show(56, lambda: did(defaultdict(list, {5: [5], 4: [0], 4: [4]}), lambda o: o == {2: []}, lambda o: o.copy(), lambda o: o.__missing__(4), lambda o: list(o)))
show(57, lambda: did(ChainMap({1: 1, 4: 0}, {3: 0, 1: 9}), lambda o: o.get(5, 5), lambda o: 1 in o, lambda o: o.parents.get(4), lambda o: o.maps))
show(58, lambda: did(OrderedDict([(2, 1), (4, 7)]), lambda o: 3 in o and o[3], lambda o: OrderedDict.fromkeys([2, 2], 3), lambda o: o.pop(5, None)))
show(59, lambda: did(deque([2]), lambda o: o.reverse(), lambda o: o[0], lambda o: o + deque([4])))
