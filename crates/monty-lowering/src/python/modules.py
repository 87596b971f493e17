# The object that stands for a module whose members are ours.
class lo__Module:
    lo__name = "module"

    def __init__(self, name, members):
        self.__name__ = name
        for k, v in members.items():
            setattr(self, k, v)

    def __repr__(self):
        return f"<module '{self.__name__}'>"
