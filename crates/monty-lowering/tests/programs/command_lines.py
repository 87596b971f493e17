# `argparse`, given its words.
import argparse
import contextlib
import io

parser = argparse.ArgumentParser(prog="tool", description="A tool.")
parser.add_argument("source", help="where from")
parser.add_argument("targets", nargs="*", default=["out"])
parser.add_argument("-n", "--count", type=int, default=1)
parser.add_argument("-v", "--verbose", action="count", default=0)
parser.add_argument("--dry-run", action="store_true")
parser.add_argument("--no-color", dest="color", action="store_false")
parser.add_argument("--mode", choices=["fast", "safe"], default="safe")
parser.add_argument("--tag", action="append")
parser.add_argument("--pair", nargs=2, type=float, metavar=("X", "Y"))
parser.add_argument("--level", nargs="?", const="high", default="low")
group = parser.add_mutually_exclusive_group()
group.add_argument("--json", action="store_true")
group.add_argument("--csv", action="store_true")


def parse(*words, using=parser):
    told = io.StringIO()
    try:
        with contextlib.redirect_stderr(told):
            print(using.parse_args(list(words)))
    except SystemExit as error:
        print(error.code, told.getvalue().strip().split("\n")[-1])


parse("in")
parse("in", "a", "b", "-vv", "--count=3", "--dry-run")
parse("in", "-n5", "--tag", "x", "--tag=y", "--level")
parse("in", "--pair", "1", "2.5", "--level", "mid", "--no-color")
parse("in", "--", "--strange", "-x")
parse("-v", "in", "-3")
parse()
parse("in", "--count", "many")
parse("in", "--mode", "odd")
parse("in", "--json", "--csv")
parse("in", "--pair", "1")
parse("in", "--unknown", "-z")
parse("in", "--co", "4")
parse("in", "--c", "4")

commands = argparse.ArgumentParser(prog="app")
commands.add_argument("--debug", action=argparse.BooleanOptionalAction, default=False)
sub = commands.add_subparsers(dest="command", required=True)
add = sub.add_parser("add", help="adds")
add.add_argument("numbers", nargs="+", type=int)
add.set_defaults(run=sum)
remove = sub.add_parser("remove", aliases=["rm"])
remove.add_argument("name")
remove.add_argument("--force", action="store_true")

args = commands.parse_args(["--debug", "add", "1", "2", "3"])
print(args.command, args.run(args.numbers), args.debug)
parse("rm", "x", "--force", using=commands)
parse("--no-debug", "remove", "x", using=commands)
parse("grow", using=commands)
parse("add", "one", using=commands)
parse(using=commands)
print(commands.parse_known_args(["rm", "x", "--other"])[1])


def even(text):
    number = int(text)
    if number % 2:
        raise argparse.ArgumentTypeError(f"{number} is odd")
    return number


checked = argparse.ArgumentParser(prog="checked", exit_on_error=False)
checked.add_argument("--even", type=even)
print(checked.parse_args(["--even", "4"]))
try:
    checked.parse_args(["--even", "5"])
except argparse.ArgumentError as error:
    print(error)
space = argparse.Namespace(a=1, b="x")
print(space, space == argparse.Namespace(a=1, b="x"), "a" in space, vars(space))
