from array import array
import array as arrays

prices = array("d", [1.5, 2.25])
prices.append(3)
prices.extend([4, 5])
print(prices, len(prices), prices[1], prices[-1], prices[1:3], sum(prices), 2.25 in prices)
counts = array("i", range(5))
counts[0] = 9
del counts[1]
counts += array("i", [7])
print(counts, counts.tolist(), counts.index(9), counts.count(7), counts.typecode, counts.itemsize, counts * 2)
print(counts.tobytes(), array("H", b"\x01\x00\x02\x00"), array("b"), array("f", [0.1])[0])
print(sorted(counts), max(counts), [x + 1 for x in counts], counts == array("l", counts), array("i", [1]) < array("i", [2]))
counts.insert(1, 5)
counts.remove(7)
print(counts.pop(), counts.pop(0), counts, list(reversed(counts)))
counts.reverse()
counts.byteswap()
print(counts)
for call in (lambda: array("b", [200]), lambda: array("B", [-1]), lambda: array("i", [1.5]), lambda: array("x"),
             lambda: array("i", "abc"), lambda: counts[50], lambda: array("I", [2 ** 32]), lambda: counts.index(1)):
    try:
        print(call())
    except (ValueError, TypeError, OverflowError, IndexError) as error:
        if "bad typecode" not in str(error):
            print(type(error).__name__, error)
print(arrays.array is array)
