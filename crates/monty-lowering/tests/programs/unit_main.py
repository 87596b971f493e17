# `unittest.main`, of the tests of the program: its output is that of `python3 unit_main.py`.
import io
import unittest


class TestNumbers(unittest.TestCase):
    def test_sum(self):
        self.assertEqual(sum([1, 2]), 3)

    def test_wrong(self):
        self.assertLess(3, 2)


class TestTexts(unittest.TestCase):
    def test_upper(self):
        self.assertEqual("a".upper(), "A")


if __name__ == "__main__":
    told = io.StringIO()
    runner = unittest.TextTestRunner(stream=told, verbosity=2)
    program = unittest.main(argv=["program"], exit=False, testRunner=runner)
    result = program.result
    print(result.testsRun, result.wasSuccessful(), [str(test) for test, _ in result.failures])
    print("\n".join([line for line in told.getvalue().split("\n") if "..." in line or line.startswith(("Ran 3", "FAILED"))]).replace("Ran 3 tests in 0", "Ran").split(".00")[0])
    print(unittest.main(argv=["program", "TestTexts"], exit=False, testRunner=unittest.TextTestRunner(stream=io.StringIO())).result.testsRun)
    try:
        unittest.main(argv=["program", "TestNumbers.test_sum", "-q"], testRunner=unittest.TextTestRunner(stream=io.StringIO()))
    except SystemExit as error:
        print("exit", error.code)
