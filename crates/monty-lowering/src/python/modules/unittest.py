# `TestCase` with its assertions, `subTest`, fixtures of tests and classes, skips and expected failures; `main`, loaders, suites and the text runner. Tests of a program are those of its classes in the order of their names. Of tracebacks there are the first and the last line; `mock`, `IsolatedAsyncioTestCase`, `assertLogs`, `assertWarns` and fixtures of modules are left out.
import re as _re
import sys as _sys
from builtins import BaseException as _BaseException
from difflib import ndiff as _ndiff
from pprint import pformat as _pformat
from time import perf_counter as _perf_counter
from traceback import format_exception as _format_exception

# Classes of tests by name, in which a later one takes the place of an earlier one.
_known = {}


class SkipTest(Exception):
    pass


def _skipping(reason):
    def decorate(thing):
        _skips[id(thing)] = (thing, reason)
        return thing
    return decorate


# Functions and classes that are skipped or expected to fail, by identity; they are held so that none takes the place of another.
_skips = {}
_expected = {}


def skip(reason):
    if callable(reason):
        _skips[id(reason)] = (reason, "")
        return reason
    return _skipping(reason)


def skipIf(condition, reason):
    return _skipping(reason) if condition else lambda thing: thing


def skipUnless(condition, reason):
    return lambda thing: thing if condition else _skipping(reason)(thing)


def expectedFailure(test_item):
    _expected[id(test_item)] = test_item
    return test_item


def _safe(value, short=False):
    text = repr(value)
    if not short or len(text) < 80:
        return text
    return text[:80] + " [truncated]..."


def _common_start(texts):
    first = min(texts)
    last = max(texts)
    for i, c in enumerate(first):
        if c != last[i]:
            return first[:i]
    return first


def _two(*values):
    """Values that differ, as texts that are short where they are alike."""
    texts = [repr(value) for value in values]
    longest = max([len(text) for text in texts])
    if longest <= 80:
        return texts
    same = _common_start(texts)
    n = len(same)
    room = 63 - (longest - n)
    if room > 5:
        before = _between(same, 5, room)
        return [before + text[n:] for text in texts]
    before = _between(same, 5, 5)
    return [before + _between(text[n:], 41, 5) for text in texts]


def _between(text, before, after):
    left = len(text) - before - after
    if left > 12:
        return f"{text[:before]}[{left} chars]{text[len(text) - after:]}"
    return text


class _Raised:
    """What `assertRaises` gives to a `with`."""

    def __init__(self, test, expected, pattern, msg):
        self._test = test
        self._expected = expected
        self._pattern = pattern
        self._msg = msg
        self.exception = None

    def __enter__(self):
        return self

    def __exit__(self, kind, error, tb):
        if error is None:
            names = _name_of(self._expected)
            self._test._fail(self._msg, f"{names} not raised")
        if not isinstance(error, self._expected):
            return False
        self.exception = error
        if self._pattern is not None:
            if _re.search(self._pattern, str(error)) is None:
                self._test._fail(self._msg, f'"{_source_of(self._pattern)}" does not match "{error}"')
        return True


def _name_of(expected):
    return repr(expected) if isinstance(expected, tuple) else expected.__name__


def _told_name(function):
    name = getattr(function, "__name__", None)
    return str(function) if name is None else name


def _source_of(pattern):
    return pattern if isinstance(pattern, str) else pattern.pattern


class _Part:
    """One of the parts of a test that `subTest` makes."""

    def __init__(self, test, message, params):
        self._test = test
        self._message = message
        self._params = params

    def __enter__(self):
        return None

    def __exit__(self, kind, error, tb):
        if error is None or isinstance(error, SkipTest):
            return False
        if not isinstance(error, Exception) or self._test._result is None:
            return False
        self._test._result._fail_part(self._test, self, error)
        return True

    def __str__(self):
        said = [] if self._message is None else [f"[{self._message}]"]
        if self._params:
            said.append("(" + ", ".join([f"{k}={v!r}" for k, v in self._params.items()]) + ")")
        return f"{self._test} {' '.join(said) or '(<subtest>)'}"

    def __repr__(self):
        return f"<unittest.case._SubTest testMethod={self._test._testMethodName}>"

    def id(self):
        return str(self)

    def shortDescription(self):
        return self._test.shortDescription()


class TestCase:
    failureException = AssertionError
    longMessage = True
    maxDiff = 640

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        _known[cls.__name__] = cls

    def __init__(self, methodName="runTest"):
        self._testMethodName = methodName
        self._cleanups = []
        self._result = None
        self._type_equality = {}

    def setUp(self):
        pass

    def tearDown(self):
        pass

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def addCleanup(self, function, /, *args, **kwargs):
        self._cleanups.append((function, args, kwargs))

    def addTypeEqualityFunc(self, typeobj, function):
        self._type_equality[typeobj] = function

    def doCleanups(self):
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            function(*args, **kwargs)

    def id(self):
        return f"__main__.{type(self).__name__}.{self._testMethodName}"

    def shortDescription(self):
        doc = getattr(type(self), self._testMethodName).__doc__
        return doc.strip().split("\n")[0].strip() if doc else None

    def countTestCases(self):
        return 1

    def defaultTestResult(self):
        return TestResult()

    def __str__(self):
        return f"{self._testMethodName} ({self.id()})"

    def __repr__(self):
        return f"<__main__.{type(self).__name__} testMethod={self._testMethodName}>"

    def run(self, result=None):
        if result is None:
            result = self.defaultTestResult()
        result._run(self)
        return result

    def __call__(self, result=None):
        return self.run(result)

    def debug(self):
        self.setUp()
        getattr(self, self._testMethodName)()
        self.tearDown()
        self.doCleanups()

    def subTest(self, msg=None, **params):
        return _Part(self, msg, params)

    def skipTest(self, reason):
        raise SkipTest(reason)

    def fail(self, msg=None):
        raise self.failureException(msg)

    def _formatMessage(self, msg, standardMsg):
        if not self.longMessage:
            return msg or standardMsg
        return standardMsg if msg is None else f"{standardMsg} : {msg}"

    def _fail(self, msg, standard):
        raise self.failureException(self._formatMessage(msg, standard))

    def _differ(self, msg, standard, difference):
        if self.maxDiff is None or len(difference) <= self.maxDiff:
            standard += difference
        else:
            standard += f"\nDiff is {len(difference)} characters long. Set self.maxDiff to None to see it."
        self._fail(msg, standard)

    def assertTrue(self, expr, msg=None):
        if not expr:
            self._fail(msg, f"{_safe(expr)} is not true")

    def assertFalse(self, expr, msg=None):
        if expr:
            self._fail(msg, f"{_safe(expr)} is not false")

    def assertEqual(self, first, second, msg=None):
        kind = type(first)
        if kind is type(second):
            special = self._type_equality.get(kind)
            if special is not None:
                return special(first, second, msg=msg)
            if kind is dict:
                return self.assertDictEqual(first, second, msg)
            if kind is list:
                return self.assertListEqual(first, second, msg)
            if kind is tuple:
                return self.assertTupleEqual(first, second, msg)
            if kind is set or kind is frozenset:
                return self.assertSetEqual(first, second, msg)
            if kind is str:
                return self.assertMultiLineEqual(first, second, msg)
        if not first == second:
            one, other = _two(first, second)
            self._fail(msg, f"{one} != {other}")

    def assertNotEqual(self, first, second, msg=None):
        if not first != second:
            self._fail(msg, f"{_safe(first)} == {_safe(second)}")

    def assertIs(self, expr1, expr2, msg=None):
        if expr1 is not expr2:
            self._fail(msg, f"{_safe(expr1)} is not {_safe(expr2)}")

    def assertIsNot(self, expr1, expr2, msg=None):
        if expr1 is expr2:
            self._fail(msg, f"unexpectedly identical: {_safe(expr1)}")

    def assertIsNone(self, obj, msg=None):
        if obj is not None:
            self._fail(msg, f"{_safe(obj)} is not None")

    def assertIsNotNone(self, obj, msg=None):
        if obj is None:
            self._fail(msg, "unexpectedly None")

    def assertIn(self, member, container, msg=None):
        if member not in container:
            self._fail(msg, f"{_safe(member)} not found in {_safe(container)}")

    def assertNotIn(self, member, container, msg=None):
        if member in container:
            self._fail(msg, f"{_safe(member)} unexpectedly found in {_safe(container)}")

    def assertIsInstance(self, obj, cls, msg=None):
        if not isinstance(obj, cls):
            if isinstance(cls, tuple):
                self._fail(msg, f"{_safe(obj)} is not an instance of any of {_safe(cls)}")
            self._fail(msg, f"{_safe(obj)} is not an instance of {cls!r}")

    def assertNotIsInstance(self, obj, cls, msg=None):
        if isinstance(obj, cls):
            if isinstance(cls, tuple):
                for each in cls:
                    if isinstance(obj, each):
                        self._fail(msg, f"{_safe(obj)} is an instance of {each!r}")
            self._fail(msg, f"{_safe(obj)} is an instance of {cls!r}")

    def assertIsSubclass(self, cls, superclass, msg=None):
        if not issubclass(cls, superclass):
            self._fail(msg, f"{cls!r} is not a subclass of {superclass!r}")

    def assertHasAttr(self, obj, name, msg=None):
        if not hasattr(obj, name):
            self._fail(msg, f"{type(obj).__name__!r} object has no attribute {name!r}")

    def assertStartsWith(self, s, prefix, msg=None):
        if not s.startswith(prefix):
            self._fail(msg, f"{_safe(s, True)} doesn't start with {_safe(prefix)}")

    def assertEndsWith(self, s, suffix, msg=None):
        if not s.endswith(suffix):
            self._fail(msg, f"{_safe(s, True)} doesn't end with {_safe(suffix)}")

    def assertGreater(self, a, b, msg=None):
        if not a > b:
            self._fail(msg, f"{_safe(a)} not greater than {_safe(b)}")

    def assertGreaterEqual(self, a, b, msg=None):
        if not a >= b:
            self._fail(msg, f"{_safe(a)} not greater than or equal to {_safe(b)}")

    def assertLess(self, a, b, msg=None):
        if not a < b:
            self._fail(msg, f"{_safe(a)} not less than {_safe(b)}")

    def assertLessEqual(self, a, b, msg=None):
        if not a <= b:
            self._fail(msg, f"{_safe(a)} not less than or equal to {_safe(b)}")

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if first == second:
            return
        _check_places(places, delta)
        apart = abs(first - second)
        if delta is not None:
            if apart <= delta:
                return
            said = f"{_safe(first)} != {_safe(second)} within {_safe(delta)} delta ({_safe(apart)} difference)"
        else:
            digits = 7 if places is None else places
            if round(apart, digits) == 0:
                return
            said = f"{_safe(first)} != {_safe(second)} within {digits!r} places ({_safe(apart)} difference)"
        self._fail(msg, said)

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        _check_places(places, delta)
        apart = abs(first - second)
        if delta is not None:
            if not first == second and apart > delta:
                return
            said = f"{_safe(first)} == {_safe(second)} within {_safe(delta)} delta ({_safe(apart)} difference)"
        else:
            digits = 7 if places is None else places
            if not first == second and round(apart, digits) != 0:
                return
            said = f"{_safe(first)} == {_safe(second)} within {digits!r} places"
        self._fail(msg, said)

    def assertRegex(self, text, expected_regex, msg=None):
        if _re.search(expected_regex, text) is None:
            self._fail(msg, f"Regex didn't match: {_source_of(expected_regex)!r} not found in {text!r}")

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        found = _re.search(unexpected_regex, text)
        if found is not None:
            self._fail(msg, f"Regex matched: {text[found.start():found.end()]!r} matches {_source_of(unexpected_regex)!r} in {text!r}")

    def assertRaises(self, expected_exception, *args, **kwargs):
        return self._raising(expected_exception, None, args, kwargs)

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        return self._raising(expected_exception, expected_regex, args, kwargs)

    def _raising(self, expected, pattern, args, kwargs):
        kinds = expected if isinstance(expected, tuple) else (expected,)
        for kind in kinds:
            if not isinstance(kind, type) or not issubclass(kind, _BaseException):
                raise TypeError(f"{'assertRaises' if pattern is None else 'assertRaisesRegex'}() arg 1 must be an exception type or tuple of exception types")
        if not args:
            return _Raised(self, expected, pattern, kwargs.get("msg"))
        function = args[0]
        try:
            function(*args[1:], **kwargs)
        except expected as error:
            if pattern is not None and _re.search(pattern, str(error)) is None:
                self._fail(None, f'"{_source_of(pattern)}" does not match "{error}"')
        else:
            self._fail(None, f"{_name_of(expected)} not raised by {_told_name(function)}")

    def assertSequenceEqual(self, first, second, msg=None, seq_type=None):
        if seq_type is None:
            name = "sequence"
        else:
            name = seq_type.__name__
            if not isinstance(first, seq_type):
                raise self.failureException(f"First sequence is not a {name}: {_safe(first)}")
            if not isinstance(second, seq_type):
                raise self.failureException(f"Second sequence is not a {name}: {_safe(second)}")
        if first == second:
            return
        one, other = _two(first, second)
        said = f"{name.capitalize()}s differ: {one} != {other}\n"
        for i in range(min(len(first), len(second))):
            if first[i] != second[i]:
                a, b = _two(first[i], second[i])
                said += f"\nFirst differing element {i}:\n{a}\n{b}\n"
                break
        else:
            if len(first) == len(second) and seq_type is None and type(first) is not type(second):
                return
        if len(first) > len(second):
            said += f"\nFirst {name} contains {len(first) - len(second)} additional elements.\nFirst extra element {len(second)}:\n{first[len(second)]!r}\n"
        elif len(first) < len(second):
            said += f"\nSecond {name} contains {len(second) - len(first)} additional elements.\nFirst extra element {len(first)}:\n{second[len(first)]!r}\n"
        self._differ(msg, said, "\n" + "\n".join(_ndiff(_pformat(first).splitlines(), _pformat(second).splitlines())))

    def assertListEqual(self, list1, list2, msg=None):
        self.assertSequenceEqual(list1, list2, msg, list)

    def assertTupleEqual(self, tuple1, tuple2, msg=None):
        self.assertSequenceEqual(tuple1, tuple2, msg, tuple)

    def assertSetEqual(self, set1, set2, msg=None):
        first = set1.difference(set2)
        second = set2.difference(set1)
        if not first and not second:
            return
        lines = []
        if first:
            lines.append("Items in the first set but not the second:")
            lines += [repr(item) for item in first]
        if second:
            lines.append("Items in the second set but not the first:")
            lines += [repr(item) for item in second]
        self._fail(msg, "\n".join(lines))

    def assertDictEqual(self, d1, d2, msg=None):
        if not isinstance(d1, dict):
            self._fail(None, f"{_safe(d1)} is not an instance of {dict!r} : First argument is not a dictionary")
        if not isinstance(d2, dict):
            self._fail(None, f"{_safe(d2)} is not an instance of {dict!r} : Second argument is not a dictionary")
        if d1 != d2:
            one, other = _two(d1, d2)
            self._differ(msg, f"{one} != {other}", "\n" + "\n".join(_ndiff(_pformat(d1).splitlines(), _pformat(d2).splitlines())))

    def assertMultiLineEqual(self, first, second, msg=None):
        if first == second:
            return
        one, other = _two(first, second)
        if max(len(first), len(second)) > 65536:
            self._fail(msg, f"{one} != {other}")
        # Where both end without a line end, it is none of the differences.
        a = first + "\n" if first and first[-1] != "\n" and second[-1:] != "\n" else first
        b = second + "\n" if second and second[-1] != "\n" and first[-1:] != "\n" else second
        self._differ(msg, f"{one} != {other}", "\n" + "".join(_ndiff(a.splitlines(True), b.splitlines(True))))

    def assertCountEqual(self, first, second, msg=None):
        first = list(first)
        second = list(second)
        left = list(second)
        for item in first:
            if item not in left:
                break
            left.remove(item)
        else:
            if not left:
                return
        told = []
        seen = []
        for item in first + second:
            if item in seen:
                continue
            seen.append(item)
            a = first.count(item)
            b = second.count(item)
            if a != b:
                told.append(f"First has {a}, Second has {b}:  {item!r}")
        self._differ(msg, "Element counts were not equal:\n", "\n".join(told))


def _check_places(places, delta):
    if delta is not None and places is not None:
        raise TypeError("specify delta or places not both")


class TestResult:
    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self.failfast = False
        self.failures = []
        self.errors = []
        self.skipped = []
        self.expectedFailures = []
        self.unexpectedSuccesses = []
        self.testsRun = 0
        self.shouldStop = False
        self._parts = 0

    def startTestRun(self):
        pass

    def stopTestRun(self):
        pass

    def startTest(self, test):
        self.testsRun += 1

    def stopTest(self, test):
        pass

    def addSuccess(self, test):
        pass

    def addError(self, test, err):
        self.errors.append((test, _told(err)))

    def addFailure(self, test, err):
        self.failures.append((test, _told(err)))

    def addSkip(self, test, reason):
        self.skipped.append((test, reason))

    def addExpectedFailure(self, test, err):
        self.expectedFailures.append((test, _told(err)))

    def addUnexpectedSuccess(self, test):
        self.unexpectedSuccesses.append(test)

    def wasSuccessful(self):
        return not self.failures and not self.errors and not self.unexpectedSuccesses

    def stop(self):
        self.shouldStop = True

    def _fail_part(self, test, part, error):
        self._parts += 1
        self._add(part, test, error)

    def _add(self, test, case, error):
        told = (type(error), error, None)
        if isinstance(error, case.failureException):
            self.addFailure(test, told)
        else:
            self.addError(test, told)
        if self.failfast:
            self.stop()

    def _run(self, test):
        self.startTest(test)
        test._result = self
        try:
            self._attempt(test)
        finally:
            test._result = None
            self.stopTest(test)

    def _attempt(self, test):
        name = test._testMethodName
        skipped = _skip_of(type(test), name)
        if skipped is not None:
            self.addSkip(test, skipped)
            return
        expected = _is_expected(type(test), name)
        before = self._parts
        failed = []
        well = self._step(test, test.setUp, failed)
        if well:
            well = self._step(test, getattr(test, name), failed)
            well = self._step(test, test.tearDown, failed) and well
        while test._cleanups:
            function, args, kwargs = test._cleanups.pop()
            well = self._step(test, lambda: function(*args, **kwargs), failed) and well
        if expected:
            if failed:
                self.addExpectedFailure(test, (type(failed[0]), failed[0], None))
            elif well:
                self.addUnexpectedSuccess(test)
            return
        for error in failed:
            self._add(test, test, error)
        if well and self._parts == before:
            self.addSuccess(test)

    def _step(self, test, call, failed):
        try:
            call()
        except SkipTest as reason:
            self.addSkip(test, str(reason))
            return False
        except Exception as error:
            failed.append(error)
            return False
        return True

    def __repr__(self):
        return f"<unittest.result.TestResult run={self.testsRun} errors={len(self.errors)} failures={len(self.failures)}>"


def _told(err):
    return "".join(_format_exception(err[1]))


def _found(cls, name):
    """The function of a method, in which decorators may have been kept."""
    for c in cls.__mro__:
        own = lo__vars(c)
        if name in own:
            return own[name]
    return None


def _skip_of(cls, name):
    for thing in (cls, _found(cls, name)):
        kept = _skips.get(id(thing))
        if kept is not None:
            return kept[1]
    return None


def _is_expected(cls, name):
    return id(_found(cls, name)) in _expected


class TestSuite:
    def __init__(self, tests=()):
        self._tests = list(tests)

    def addTest(self, test):
        self._tests.append(test)

    def addTests(self, tests):
        for test in tests:
            self._tests.append(test)

    def countTestCases(self):
        return sum([test.countTestCases() for test in self._tests])

    def __iter__(self):
        return iter(self._tests)

    def __call__(self, result):
        return self.run(result)

    def run(self, result):
        last = [None, None]
        self._run_all(result, last)
        _leave(last, result)
        return result

    def _run_all(self, result, last):
        for test in self._tests:
            if result.shouldStop:
                break
            if isinstance(test, TestSuite):
                test._run_all(result, last)
                continue
            cls = type(test)
            if cls is not last[0]:
                _leave(last, result)
                last[0] = cls
                last[1] = _enter(cls, result)
            if last[1]:
                test.run(result)

    def __repr__(self):
        return f"<unittest.suite.TestSuite tests={self._tests!r}>"


class _Fixture:
    """Stands for a test where that of its class failed."""

    failureException = AssertionError

    def __init__(self, cls, what):
        self._said = f"{what} (__main__.{cls.__name__})"

    def id(self):
        return self._said

    def shortDescription(self):
        return None

    def __str__(self):
        return self._said


def _enter(cls, result):
    if id(cls) in _skips:
        return True
    try:
        cls.setUpClass()
    except SkipTest as reason:
        result.addSkip(_Fixture(cls, "setUpClass"), str(reason))
        return False
    except Exception as error:
        result.addError(_Fixture(cls, "setUpClass"), (type(error), error, None))
        return False
    return True


def _leave(last, result):
    cls, entered = last
    if cls is None or not entered or id(cls) in _skips:
        return
    last[1] = False
    try:
        cls.tearDownClass()
    except Exception as error:
        result.addError(_Fixture(cls, "tearDownClass"), (type(error), error, None))


class TestLoader:
    testMethodPrefix = "test"

    def getTestCaseNames(self, testCaseClass):
        names = set()
        for c in testCaseClass.__mro__:
            for name in lo__vars(c):
                if name.startswith(self.testMethodPrefix) and callable(getattr(testCaseClass, name)):
                    names.add(name)
        return sorted(names)

    def loadTestsFromTestCase(self, testCaseClass):
        names = self.getTestCaseNames(testCaseClass)
        if not names and hasattr(testCaseClass, "runTest"):
            names = ["runTest"]
        return TestSuite([testCaseClass(name) for name in names])

    def loadTestsFromModule(self, module=None, *, pattern=None):
        return TestSuite([self.loadTestsFromTestCase(_known[name]) for name in sorted(_known)])

    def loadTestsFromName(self, name, module=None):
        parts = [part for part in name.split(".") if part != "__main__"]
        cls = _known[parts[0]]
        return TestSuite([cls(parts[1])]) if len(parts) > 1 else self.loadTestsFromTestCase(cls)

    def loadTestsFromNames(self, names, module=None):
        return TestSuite([self.loadTestsFromName(name) for name in names])


defaultTestLoader = TestLoader()


class TextTestResult(TestResult):
    def __init__(self, stream, descriptions, verbosity):
        super().__init__(stream, descriptions, verbosity)
        self.stream = stream
        self.descriptions = descriptions
        self.showAll = verbosity > 1
        self.dots = verbosity == 1

    def getDescription(self, test):
        said = test.shortDescription()
        if self.descriptions and said:
            return f"{test}\n{said}"
        return str(test)

    def _says(self, long, short):
        if self.showAll:
            self.stream.write(long + "\n")
        elif self.dots:
            self.stream.write(short)

    def startTest(self, test):
        super().startTest(test)
        if self.showAll:
            self.stream.write(self.getDescription(test) + " ... ")

    def addSuccess(self, test):
        super().addSuccess(test)
        self._says("ok", ".")

    def addError(self, test, err):
        super().addError(test, err)
        self._part_or(test, "ERROR", "E")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._part_or(test, "FAIL", "F")

    def _part_or(self, test, long, short):
        if self.showAll and not isinstance(test, TestCase):
            said = f"  {self.getDescription(test)} ... " if isinstance(test, _Part) else f"{test} ... "
            self.stream.write(said)
        self._says(long, short)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._says(f"skipped {reason!r}", "s")

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self._says("expected failure", "x")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._says("unexpected success", "u")

    def printErrors(self):
        if self.dots or self.showAll:
            self.stream.write("\n")
        self.printErrorList("ERROR", self.errors)
        self.printErrorList("FAIL", self.failures)
        if self.unexpectedSuccesses:
            self.stream.write("=" * 70 + "\n")
            for test in self.unexpectedSuccesses:
                self.stream.write(f"UNEXPECTED SUCCESS: {self.getDescription(test)}\n")

    def printErrorList(self, flavour, errors):
        for test, err in errors:
            self.stream.write("=" * 70 + f"\n{flavour}: {self.getDescription(test)}\n" + "-" * 70 + f"\n{err}\n")


class _Stderr:
    def write(self, text):
        print(text, end="", file=_sys.stderr)

    def flush(self):
        pass


class TextTestRunner:
    def __init__(self, stream=None, descriptions=True, verbosity=1, failfast=False, buffer=False, resultclass=None, warnings=None, *, tb_locals=False, durations=None):
        self.stream = _Stderr() if stream is None or stream is _sys.stderr else stream
        self.descriptions = descriptions
        self.verbosity = verbosity
        self.failfast = failfast
        self.resultclass = TextTestResult if resultclass is None else resultclass

    def run(self, test):
        result = self.resultclass(self.stream, self.descriptions, self.verbosity)
        result.failfast = self.failfast
        start = _perf_counter()
        result.startTestRun()
        test(result)
        result.stopTestRun()
        taken = _perf_counter() - start
        write = self.stream.write
        if hasattr(result, "printErrors"):
            result.printErrors()
            write("-" * 70 + "\n")
        count = result.testsRun
        write(f"Ran {count} test{'' if count == 1 else 's'} in {taken:.3f}s\n\n")
        said = []
        if not result.wasSuccessful():
            write("FAILED")
            if result.failures:
                said.append(f"failures={len(result.failures)}")
            if result.errors:
                said.append(f"errors={len(result.errors)}")
        elif count == 0 and not result.skipped:
            write("NO TESTS RAN")
        else:
            write("OK")
        for name, found in (("skipped", result.skipped), ("expected failures", result.expectedFailures), ("unexpected successes", result.unexpectedSuccesses)):
            if found:
                said.append(f"{name}={len(found)}")
        write(f" ({', '.join(said)})\n" if said else "\n")
        return result


class TestProgram:
    def __init__(self, module="__main__", defaultTest=None, argv=None, testRunner=None, testLoader=None, exit=True, verbosity=1, failfast=None, catchbreak=None, buffer=None, warnings=None):
        loader = defaultTestLoader if testLoader is None else testLoader
        given = [] if argv is None else list(argv)[1:]
        for flag in [word for word in given if word.startswith("-")]:
            if flag in ("-v", "--verbose"):
                verbosity = 2
            elif flag in ("-q", "--quiet"):
                verbosity = 0
            elif flag in ("-f", "--failfast"):
                failfast = True
            else:
                raise NotImplementedError(f"unittest.main: the option {flag} is not available here")
        names = [word for word in given if not word.startswith("-")]
        if not names and defaultTest is not None:
            names = [defaultTest] if isinstance(defaultTest, str) else list(defaultTest)
        suite = loader.loadTestsFromNames(names) if names else loader.loadTestsFromModule()
        runner = TextTestRunner if testRunner is None else testRunner
        if isinstance(runner, type):
            runner = runner(verbosity=verbosity, failfast=bool(failfast))
        self.verbosity = verbosity
        self.result = runner.run(suite)
        if exit:
            if self.result.testsRun == 0 and not self.result.skipped:
                raise SystemExit(5)
            if not self.result.wasSuccessful():
                raise SystemExit(1)
            raise SystemExit(0)


main = TestProgram
