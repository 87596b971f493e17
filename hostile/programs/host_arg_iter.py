echo(iter([1]))
