# The abstract classes that UserDict and its kin are known by.
from collections import UserDict, UserList, UserString, OrderedDict, ChainMap, Counter, defaultdict, deque, abc
class U(UserDict): pass
class L(UserList): pass
print(isinstance(U(), abc.MutableMapping), isinstance(U(), abc.Mapping), isinstance(U(), dict), isinstance(L(), abc.MutableSequence), isinstance(L(), abc.Sequence), isinstance(UserString("a"), abc.Sequence), isinstance(ChainMap(), abc.Mapping), isinstance(Counter(), abc.Mapping), isinstance(deque(), abc.MutableSequence), isinstance(OrderedDict(), abc.MutableMapping), isinstance(defaultdict(), abc.Mapping), issubclass(U, abc.Mapping), isinstance(U(), abc.Container), isinstance(U(), abc.Iterable), isinstance(U(), UserDict), issubclass(Counter, abc.MutableMapping))
def walk(o):
    if isinstance(o, abc.Mapping): return {k: walk(v) for k, v in o.items()}
    return o
print(walk(U(a=U(b=1))))
