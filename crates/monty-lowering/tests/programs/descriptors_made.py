# Properties that functions make, and descriptors in programs whose attributes are kept in a dict.
def typed(name, kind):
    place = "_" + name

    @property
    def field(self):
        return getattr(self, place)

    @field.setter
    def field(self, value):
        if not isinstance(value, kind):
            raise TypeError(f"{name} must be {kind.__name__}")
        setattr(self, place, value)

    return field


class Person:
    name = typed("name", str)
    age = typed("age", int)

    def __init__(self, name, age):
        self.name = name
        self.age = age


person = Person("Ada", 36)
person.age += 1
print(person.name, person.age)
try:
    person.age = "old"
except TypeError as error:
    print(error)


class Positive:
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner):
        return self if instance is None else instance.__dict__[self.name]

    def __set__(self, instance, value):
        if value <= 0:
            raise ValueError(f"{self.name} must be positive")
        instance.__dict__[self.name] = value

    def __delete__(self, instance):
        print("delete", self.name)
        del instance.__dict__[self.name]


class Item:
    weight = Positive()
    price = Positive()

    def __init__(self, weight, price):
        self.weight = weight
        self.price = price


item = Item(2, 5)
print(item.weight * item.price, item.__dict__, Item.price.name)
for value in (7, -1):
    try:
        item.weight = value
    except ValueError as error:
        print(error)
print(item.weight)
del item.price
print(vars(item))


def checked(**fields):
    def decorate(cls):
        for name in fields:
            field = Positive()
            field.name = name
            setattr(cls, name, field)
        return cls
    return decorate


@checked(size=int)
class Box:
    def __init__(self, size):
        self.size = size


print(Box(3).size)
try:
    Box(0)
except ValueError as error:
    print(error)


class Logged:
    def __init__(self):
        self.first = 1
        self.second = 2

    def __setattr__(self, name, value):
        print("set", name)
        super().__setattr__(name, value)

    @property
    def both(self):
        """What the two come to."""
        return self.first + self.second

    @both.setter
    def both(self, value):
        self.first = value


logged = Logged()
logged.both = 5
print(logged.__dict__, logged.both, Logged.both.__doc__)
del logged.first
print(hasattr(logged, "first"), vars(logged))


from functools import cached_property


class Slow:
    @cached_property
    def client(self):
        print("connecting")
        return "client"


slow = Slow()
print(slow.client, slow.client, vars(slow))
del slow.client
print(vars(slow), slow.client)
