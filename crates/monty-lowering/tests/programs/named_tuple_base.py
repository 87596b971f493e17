# A class that derives from a named tuple by the name it is bound to.
from collections import namedtuple

Base = namedtuple("Base", "name country", defaults=["Canada"])


class Person(Base):
    """A person."""

    __slots__ = ()

    def __str__(self):
        return f"{self.name} of {self.country}"

    @property
    def short(self):
        return self.name[:2]


jane = Person("Jane")
print(jane, repr(jane), jane.short, jane._replace(country="Chile"), jane == ("Jane", "Canada"), isinstance(jane, Base), tuple(jane))
name, country = jane
print(name, country, Person._fields, jane._asdict(), Person.__doc__)
