IMPORTS = """import heapq

def pushed(items):
    heap = []
    for item in items:
        heapq.heappush(heap, item)
    return heap

def heaped(items):
    heapq.heapify(items)
    return items

def drained(items):
    heapq.heapify(items)
    return [heapq.heappop(items) for i in range(len(items))]

def after(call, items, item):
    heapq.heapify(items)
    return (call(items, item), items)"""


def items(choose):
    size = choose.randint(0, 12)
    kind = choose.random()
    if kind < 0.5:
        return repr([choose.randint(0, 9) for _ in range(size)])
    if kind < 0.7:
        return repr([(choose.randint(0, 3), choose.choice("abc")) for _ in range(size)])
    if kind < 0.9:
        return repr([choose.choice(["pear", "fig", "kiwi", "nut"]) for _ in range(size)])
    return repr([round(choose.uniform(0, 5), 1) for _ in range(size)])


def expression(choose):
    kind = choose.randrange(7)
    if kind < 3:
        return f"{['pushed', 'heaped', 'drained'][kind]}({items(choose)})"
    if kind == 3:
        name = choose.choice(["heappushpop", "heapreplace"])
        return f"after(heapq.{name}, {[choose.randint(0, 9) for _ in range(choose.randint(0, 8))]}, {choose.randint(0, 9)})"
    if kind < 6:
        name = choose.choice(["nsmallest", "nlargest"])
        key = choose.choice(["", ", key=str", ", key=lambda x: (len(str(x)), str(x))"])
        return f"heapq.{name}({choose.randint(-1, 6)}, {items(choose)}{key})"
    runs = ", ".join([repr(sorted([choose.randint(0, 20) for _ in range(choose.randint(0, 5))])) for _ in range(3)])
    return f"list(heapq.merge({runs}))"
