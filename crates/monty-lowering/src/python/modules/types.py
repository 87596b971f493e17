# `SimpleNamespace` and the types of functions and None; `MappingProxyType`, `new_class` and the like are left out.


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


def _function():
    pass


FunctionType = type(_function)
LambdaType = FunctionType
NoneType = type(None)
