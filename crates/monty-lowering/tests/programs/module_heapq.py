import heapq

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
    return (call(items, item), items)

def show(number, call):
    try:
        print(number, repr(call()))
    except (TypeError, ZeroDivisionError) as error:
        # The machine has words of its own for these.
        print(number, type(error).__name__)
    except Exception as error:
        print(number, type(error).__name__, error)

show(0, lambda: list(heapq.merge([1, 8, 13], [9, 12, 15, 15], [6, 18])))
show(1, lambda: heapq.nsmallest(1, [4, 8, 9, 2, 4, 1, 1, 5, 7, 8, 1, 5], key=str))
show(2, lambda: after(heapq.heapreplace, [8, 7, 7], 8))
show(3, lambda: drained([]))
show(4, lambda: heapq.nsmallest(5, ['pear', 'nut', 'kiwi', 'fig', 'kiwi', 'pear', 'fig', 'fig', 'fig', 'fig', 'nut']))
show(5, lambda: pushed([4.4]))
show(6, lambda: after(heapq.heappushpop, [8, 4, 1, 8], 5))
show(7, lambda: list(heapq.merge([6, 17, 18, 19], [2, 14], [7, 10, 12, 18])))
show(8, lambda: drained([2, 0]))
show(9, lambda: heapq.nlargest(0, [(1, 'a')], key=str))
show(10, lambda: pushed(['nut']))
show(11, lambda: list(heapq.merge([6, 7, 8, 16, 16], [8, 13, 14, 18, 18], [2, 11, 20])))
show(12, lambda: drained([9, 5, 3, 3, 0, 4, 1, 3, 5]))
show(13, lambda: list(heapq.merge([10], [1, 3, 4], [1, 7, 17, 18, 20])))
show(14, lambda: heapq.nsmallest(0, [9, 1, 6, 1, 5, 1, 0, 9, 0, 3]))
show(15, lambda: heaped([3, 0, 0, 8, 6, 9, 1, 4, 1, 3, 1]))
show(16, lambda: heapq.nlargest(5, [7, 0], key=str))
show(17, lambda: heapq.nsmallest(5, [7, 9, 2], key=lambda x: (len(str(x)), str(x))))
show(18, lambda: heapq.nsmallest(1, [4, 1]))
show(19, lambda: heapq.nlargest(1, [], key=lambda x: (len(str(x)), str(x))))
show(20, lambda: after(heapq.heapreplace, [6, 4, 2, 8, 0], 7))
show(21, lambda: heapq.nsmallest(-1, [3, 7, 5, 9, 4, 5, 9, 9], key=str))
show(22, lambda: heaped([6, 1, 0, 9, 3, 5, 2, 3, 3, 7, 6]))
show(23, lambda: heapq.nlargest(5, [(0, 'a'), (3, 'a'), (2, 'c'), (1, 'b'), (3, 'c'), (0, 'a'), (3, 'b'), (2, 'b'), (0, 'b'), (1, 'c'), (0, 'c')]))
show(24, lambda: heaped([]))
show(25, lambda: heapq.nlargest(-1, [0, 8, 9], key=str))
show(26, lambda: pushed([3, 4, 4]))
show(27, lambda: heapq.nsmallest(6, [(0, 'b'), (3, 'a'), (2, 'a'), (2, 'a'), (1, 'b'), (0, 'a')]))
show(28, lambda: pushed([(2, 'b'), (0, 'c'), (3, 'c')]))
show(29, lambda: heapq.nlargest(5, ['fig', 'fig', 'nut', 'kiwi', 'pear'], key=lambda x: (len(str(x)), str(x))))
show(30, lambda: heaped([5, 5]))
show(31, lambda: heapq.nsmallest(-1, [], key=str))
show(32, lambda: heaped([6, 8, 2, 4, 1, 7, 3, 0, 4]))
show(33, lambda: heaped(['kiwi', 'nut', 'kiwi', 'kiwi', 'nut', 'pear', 'pear', 'nut']))
show(34, lambda: after(heapq.heapreplace, [1, 7, 1, 7, 6], 0))
show(35, lambda: drained(['fig', 'fig', 'nut', 'pear', 'pear']))
show(36, lambda: list(heapq.merge([], [7], [])))
show(37, lambda: after(heapq.heappushpop, [6], 8))
show(38, lambda: heapq.nlargest(6, [(1, 'b'), (0, 'b'), (1, 'b'), (1, 'b'), (1, 'b'), (0, 'a'), (0, 'c'), (3, 'c'), (1, 'a'), (3, 'b'), (2, 'a'), (0, 'a')], key=str))
show(39, lambda: heapq.nsmallest(2, [8, 2, 1, 9, 7, 2, 9]))
show(40, lambda: after(heapq.heapreplace, [7, 5, 7, 7, 3, 8, 9, 3], 0))
show(41, lambda: drained([4.5, 4.1, 0.2, 0.7, 1.3, 3.9, 4.2, 2.9, 3.6, 4.0, 0.3]))
show(42, lambda: pushed(['pear', 'pear', 'fig', 'fig', 'pear', 'kiwi', 'pear', 'nut']))
show(43, lambda: drained(['nut', 'kiwi']))
show(44, lambda: heapq.nlargest(-1, [8, 9, 1, 6, 3, 4, 8, 9, 6], key=lambda x: (len(str(x)), str(x))))
show(45, lambda: list(heapq.merge([12, 18, 19], [0], [0, 5, 9, 16, 18])))
show(46, lambda: drained([4, 4, 6, 6, 6]))
show(47, lambda: pushed([(1, 'a'), (2, 'c')]))
show(48, lambda: list(heapq.merge([1, 1], [4, 13, 15], [2, 4, 11, 13])))
show(49, lambda: pushed([7, 0, 1, 7, 2, 0, 0, 9, 9]))
show(50, lambda: heaped([8, 5, 3, 6, 7, 1, 0, 9, 7, 9]))
show(51, lambda: heapq.nlargest(0, ['kiwi', 'fig', 'nut', 'kiwi', 'pear', 'fig', 'pear', 'nut', 'nut', 'kiwi'], key=lambda x: (len(str(x)), str(x))))
show(52, lambda: list(heapq.merge([14], [2, 20], [])))
show(53, lambda: pushed([0, 8, 9, 9, 3, 3, 1]))
show(54, lambda: list(heapq.merge([9, 13, 16, 16, 16], [], [13])))
show(55, lambda: heapq.nlargest(0, [6, 2, 0, 7, 6, 6]))
show(56, lambda: pushed([4.8, 3.6, 0.4, 0.4, 1.8, 0.1, 1.7]))
show(57, lambda: pushed(['pear', 'fig', 'fig']))
show(58, lambda: pushed([(0, 'c'), (0, 'b'), (2, 'c')]))
show(59, lambda: pushed([2, 2, 7, 1, 7, 5, 4, 2, 0]))
