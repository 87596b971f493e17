# Fields of templates may have any name.
values = {"o": 3, "template": [1], "self": None}
text = "{o} {template} {self}"
print(text.format(o=3, template=[1], self=None), text.format(**values))
