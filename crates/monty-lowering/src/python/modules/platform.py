# What it tells is the same everywhere: Linux on x86_64, and the Python that programs are given.
import sys as _sys


def system():
    return "Linux"


def node():
    return "localhost"


def release():
    return ""


def version():
    return ""


def machine():
    return "x86_64"


def processor():
    return ""


def architecture(executable="", bits="", linkage=""):
    return ("64bit", "ELF")


def platform(aliased=False, terse=False):
    return "Linux-x86_64"


def python_version():
    return ".".join([str(n) for n in _sys.version_info[:3]])


def python_version_tuple():
    return tuple([str(n) for n in _sys.version_info[:3]])


def python_implementation():
    return "CPython"


def python_compiler():
    return ""


def python_build():
    return ("", "")
