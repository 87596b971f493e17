# `unittest`: what assertions say, fixtures, skips, parts of tests and what a run tells.
import io
import unittest


class Stack:
    def __init__(self):
        self.items = []

    def push(self, item):
        self.items.append(item)

    def pop(self):
        if not self.items:
            raise IndexError("pop from an empty stack")
        return self.items.pop()


log = []


class TestStack(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        log.append("class up")

    @classmethod
    def tearDownClass(cls):
        log.append("class down")

    def setUp(self):
        self.stack = Stack()
        self.addCleanup(log.append, "cleaned")

    def tearDown(self):
        log.append(f"down {self._testMethodName}")

    def test_push(self):
        self.stack.push(1)
        self.assertEqual(self.stack.items, [1])
        self.assertTrue(self.stack.items)

    def test_empty(self):
        with self.assertRaises(IndexError) as caught:
            self.stack.pop()
        self.assertIn("empty", str(caught.exception))
        self.assertRaisesRegex(IndexError, "pop from", self.stack.pop)

    def test_wrong(self):
        self.assertEqual([1, 2, 3], [1, 2, 4])

    def test_broken(self):
        return {}["missing"]

    @unittest.skip("not today")
    def test_skipped(self):
        self.fail("never")

    def test_skips_itself(self):
        self.skipTest("later")

    @unittest.expectedFailure
    def test_expected(self):
        self.assertEqual(1, 2)

    def test_parts(self):
        for i in range(4):
            with self.subTest(i=i):
                self.assertEqual(i % 2, 0)

    def helper(self):
        raise AssertionError("no test")


suite = unittest.TestLoader().loadTestsFromTestCase(TestStack)
print(suite.countTestCases(), unittest.TestLoader().getTestCaseNames(TestStack))
result = unittest.TextTestRunner(stream=io.StringIO(), verbosity=0).run(suite)
print(result.testsRun, len(result.failures), len(result.errors), len(result.skipped), len(result.expectedFailures), result.wasSuccessful())
for test, told in result.failures + result.errors:
    print(str(test), "|", told.strip().split("\n")[-1])
print(result.skipped[0][1], result.skipped[1][1])
print(log)


class Said(unittest.TestCase):
    pass


def said(name, *args, **kwargs):
    try:
        getattr(Said(), name)(*args, **kwargs)
    except AssertionError as error:
        print(name, "|", str(error).replace("\n", "~"))
    else:
        print(name, "passes")


said("assertEqual", 1, 2)
said("assertEqual", 1, 2, "with a message")
said("assertEqual", [1, 2], [1, 3, 4])
said("assertEqual", {"a": 1, "b": 2}, {"a": 1, "b": 3})
said("assertEqual", "one line", "one lime")
said("assertEqual", "a\nb\n", "a\nc\n")
said("assertEqual", {1, 2}, {2, 3})
said("assertEqual", (1,), (1, 2))
said("assertNotEqual", 1, 1)
said("assertTrue", [])
said("assertFalse", "text")
said("assertIs", None, 1)
said("assertIsNot", None, None)
said("assertIsNone", 1)
said("assertIsNotNone", None)
said("assertIn", 1, [2])
said("assertNotIn", 1, [1])
said("assertIsInstance", 1, str)
said("assertNotIsInstance", 1, int)
said("assertGreater", 1, 2)
said("assertLessEqual", 3, 2)
said("assertAlmostEqual", 1.0, 1.00000001)
said("assertAlmostEqual", 1.0, 1.1, places=2)
said("assertAlmostEqual", 1.0, 1.5, delta=0.1)
said("assertNotAlmostEqual", 1.0, 1.0)
said("assertRegex", "text", r"\d")
said("assertNotRegex", "te1t", r"\d")
said("assertCountEqual", [1, 1, 2], [2, 1, 3])
said("assertRaises", ValueError, int, "5")
said("assertListEqual", [1], [1])
said("fail", "told")
