xs = (1 / x
      for x in [1, 0])
def use(it):
    for v in it:
        print(v)
use(xs)
