# Whole.


class CycleError(ValueError):
    pass


class TopologicalSorter:
    def __init__(self, graph=None):
        self._before = {}
        self._after = {}
        self._ready = None
        self._out = 0
        self._done = 0
        if graph is not None:
            for node, predecessors in graph.items():
                self.add(node, *predecessors)

    def _node(self, node):
        if node not in self._before:
            self._before[node] = 0
            self._after[node] = []

    def add(self, node, *predecessors):
        if self._ready is not None:
            raise ValueError("Nodes cannot be added after a call to prepare()")
        self._node(node)
        self._before[node] += len(predecessors)
        for p in predecessors:
            self._node(p)
            self._after[p].append(node)

    def prepare(self):
        if self._ready is not None:
            raise ValueError("cannot prepare() more than once")
        self._ready = [node for node, count in self._before.items() if count == 0]
        self._state = {}
        cycle = self._cycle()
        if cycle:
            raise CycleError("nodes are in a cycle", cycle)

    def _cycle(self):
        stack = []
        iterators = []
        seen = {}
        active = {}
        for node in self._after:
            if node in seen:
                continue
            while True:
                if node in seen:
                    if node in active:
                        return stack[active[node]:] + [node]
                else:
                    seen[node] = True
                    iterators.append(iter(self._after[node]))
                    active[node] = len(stack)
                    stack.append(node)
                found = False
                while stack:
                    try:
                        node = next(iterators[-1])
                        found = True
                        break
                    except StopIteration:
                        active.pop(stack.pop())
                        iterators.pop()
                if not found:
                    break
        return None

    def get_ready(self):
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        ready = tuple(self._ready)
        for node in ready:
            self._state[node] = "out"
        self._out += len(ready)
        self._ready = []
        return ready

    def is_active(self):
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        return self._done < self._out or len(self._ready) > 0

    def __bool__(self):
        return self.is_active()

    def done(self, *nodes):
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        for node in nodes:
            if node not in self._before:
                raise ValueError(f"node {node!r} was not added using add()")
            state = self._state.get(node)
            if state is None:
                raise ValueError(f"node {node!r} was not passed out (still not ready)")
            if state == "done":
                raise ValueError(f"node {node!r} was already marked as done")
            self._state[node] = "done"
            for after in self._after[node]:
                self._before[after] -= 1
                if self._before[after] == 0:
                    self._ready.append(after)
            self._done += 1

    def static_order(self):
        self.prepare()
        out = []
        while self.is_active():
            ready = self.get_ready()
            out.extend(ready)
            self.done(*ready)
        return iter(out)
