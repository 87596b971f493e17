# Whole.


def heappush(heap, item):
    i = len(heap)
    heap.append(item)
    while i:
        parent = (i - 1) >> 1
        above = heap[parent]
        if not item < above:
            break
        heap[i] = above
        i = parent
    heap[i] = item


def heappop(heap):
    last = heap.pop()
    if not heap:
        return last
    first = heap[0]
    _sink(heap, 0, last)
    return first


def heapreplace(heap, item):
    first = heap[0]
    _sink(heap, 0, item)
    return first


def heappushpop(heap, item):
    if heap and heap[0] < item:
        first = heap[0]
        _sink(heap, 0, item)
        return first
    return item


def heapify(x):
    for i in range(len(x) // 2 - 1, -1, -1):
        _sink(x, i, x[i])


def _sink(heap, top, item):
    # Down to a leaf along the smaller children, and up again from there: fewer comparisons than stopping on the way.
    end = len(heap)
    i = top
    child = 2 * i + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[i] = heap[child]
        i = child
        child = 2 * i + 1
    while i > top:
        parent = (i - 1) >> 1
        above = heap[parent]
        if not item < above:
            break
        heap[i] = above
        i = parent
    heap[i] = item


def nsmallest(n, iterable, key=None):
    if n < 1:
        return []
    return sorted(iterable, key=key)[:n]


def nlargest(n, iterable, key=None):
    if n < 1:
        return []
    return sorted(iterable, key=key, reverse=True)[:n]


def merge(*iterables, key=None, reverse=False):
    heads = []
    for order, iterable in enumerate(iterables):
        source = iter(iterable)
        for item in source:
            heads.append([item if key is None else key(item), order, item, source])
            break
    while heads:
        best = 0
        for i in range(1, len(heads)):
            a = heads[i][0]
            b = heads[best][0]
            if (b < a) if reverse else (a < b):
                best = i
        head = heads[best]
        yield head[2]
        for item in head[3]:
            head[0] = item if key is None else key(item)
            head[2] = item
            break
        else:
            heads.pop(best)
