# `SimpleNamespace`, `MappingProxyType`, `MethodType`, `new_class` without keywords, and the types of functions, coroutines, generators and None; `ModuleType` and the like are left out.


class SimpleNamespace:
    def __init__(self, /, **kwargs):
        self.__dict__.update(kwargs)

    def __repr__(self):
        items = [f"{k}={v!r}" for k, v in self.__dict__.items()]
        return f"namespace({', '.join(items)})"

    def __eq__(self, other):
        if type(other) is type(self):
            return self.__dict__ == other.__dict__
        return NotImplemented


class MappingProxyType:
    lo__name = "mappingproxy"

    def __init__(self, mapping):
        if not hasattr(mapping, "keys"):
            raise TypeError(f"mappingproxy() argument must be a mapping, not {type(mapping).__name__}")
        self._mapping = mapping

    def __getitem__(self, key):
        return self._mapping[key]

    def __contains__(self, key):
        return key in self._mapping

    def __iter__(self):
        return iter(self._mapping)

    def __reversed__(self):
        return iter(list(self._mapping)[::-1])

    def __len__(self):
        return len(self._mapping)

    def get(self, key, default=None, /):
        return self._mapping.get(key, default)

    def keys(self):
        return self._mapping.keys()

    def values(self):
        return self._mapping.values()

    def items(self):
        return self._mapping.items()

    def copy(self):
        return self._mapping.copy()

    def __or__(self, other):
        return self._mapping | (other._mapping if isinstance(other, MappingProxyType) else other)

    def __ror__(self, other):
        return other | self._mapping

    def __eq__(self, other):
        return self._mapping == (other._mapping if isinstance(other, MappingProxyType) else other)

    def __setitem__(self, key, value):
        raise TypeError("'mappingproxy' object does not support item assignment")

    def __delitem__(self, key):
        raise TypeError("'mappingproxy' object does not support item deletion")

    def __hash__(self):
        return hash(self._mapping)

    def __repr__(self):
        return f"mappingproxy({self._mapping!r})"

    def __str__(self):
        return str(self._mapping)


def _function():
    pass


def _is_generator(o):
    return type(o).__name__ == "generator"


class GeneratorType:
    lo__name = "generator"
    lo__check = _is_generator


FunctionType = type(_function)
LambdaType = FunctionType
NoneType = type(None)
EllipsisType = type(...)
BuiltinFunctionType = type(len)


def _is_method(o):
    return lo__is_method(o) or type(o) is MethodType


class MethodType:
    lo__name = "method"
    lo__check = _is_method

    def __init__(self, function, instance, /):
        if not callable(function):
            raise TypeError("first argument must be callable")
        if instance is None:
            raise TypeError("instance must not be None")
        self.__func__ = function
        self.__self__ = instance

    def __call__(self, /, *args, **kwargs):
        return self.__func__(self.__self__, *args, **kwargs)

    def __eq__(self, other):
        if type(other) is not MethodType:
            return NotImplemented
        return self.__self__ is other.__self__ and self.__func__ == other.__func__

    def __hash__(self):
        return hash((id(self.__self__), self.__func__))


def new_class(name, bases=(), kwds=None, exec_body=None):
    if kwds:
        raise NotImplementedError("types.new_class with keywords is not available here: write the class statement")
    namespace = {}
    if exec_body is not None:
        exec_body(namespace)
    return type(name, tuple(bases), namespace)
