from abc import ABC


class Drawable(ABC):
    pass


class Circle:
    pass


Drawable.register(Circle)
print(issubclass(Circle, Drawable), isinstance(Circle(), Drawable))


@Drawable.register
class Square:
    pass


print(isinstance(Square(), Drawable), isinstance(5, Drawable), Square.__name__)
Drawable.register(int)


class Sub(Drawable):
    pass


print(isinstance(5, Drawable), issubclass(int, Drawable), isinstance(5, Sub), isinstance(Sub(), Drawable))
