import json
from datetime import date

class Custom(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, set):
            return sorted(o)
        return super().default(o)

def fields(text):
    try:
        return json.loads(text)
    except json.JSONDecodeError as e:
        return (e.msg, e.pos, e.lineno, e.colno)

def show(number, call):
    try:
        print(number, repr(call()))
    except (TypeError, ZeroDivisionError) as error:
        # The machine has words of its own for these.
        print(number, type(error).__name__)
    except Exception as error:
        print(number, type(error).__name__, error)

show(0, lambda: fields('{"a": -0.0, "1": [{:b": 1e+300}, {"key": 2.5}], "key": []}'))
show(1, lambda: fields('[-0.0, {}]'))
show(2, lambda: json.dumps([2.5, True], default=str))
show(3, lambda: fields('-0.0'))
show(4, lambda: json.dumps({'a': 'a', 'a': [{'1': '', 'key': 'a'}], 'b': None}, sort_keys=True))
show(5, lambda: json.dumps(2.5, indent=1, sort_keys=True))
show(6, lambda: json.dumps({}, indent=2))
show(7, lambda: fields('{"key": [{"key": "\\u00e9\\n", "a": 2.5, "1": "\\u00e9\\n"}], "b": "a", "a": {"b": 1, "a": {"a": -0.0}}}'))
show(8, lambda: json.dumps([]))
show(9, lambda: json.dumps({}, cls=Custom))
show(10, lambda: json.dumps(None))
show(11, lambda: json.loads('[]', object_hook=lambda d: d.get('a', d)))
show(12, lambda: json.dumps([2.5, [[], []]], separators=(',', ':')))
show(13, lambda: json.dumps(100000000000000000000, default=str, indent=2))
show(14, lambda: fields('{"b": {}}'))
show(15, lambda: json.dumps('a', indent=2))
show(16, lambda: json.dumps([], separators=(',', ':')))
show(17, lambda: json.dumps({'key': None, 'a': []}, default=str, indent=2))
show(18, lambda: json.dumps(['é\n'], default=str))
show(19, lambda: json.loads('[{"1": 1e+300, "a": [true, ""]}]', parse_float=str))
show(20, lambda: json.loads('{"1": null}', parse_float=str))
show(21, lambda: json.dumps({}, default=str, indent=2))
show(22, lambda: fields('[{}, {"b": {"b": "", "a": 100000000000000000000}}]'))
show(23, lambda: json.dumps(-0.0, sort_keys=True))
show(24, lambda: fields('[]'))
show(25, lambda: json.dumps(True))
show(26, lambda: json.loads('[{}, {"1": [null, 1e+300], "key": "\\u00e9\\n"}]', object_hook=lambda d: d.get('a', d)))
show(27, lambda: json.dumps('a', ensure_ascii=False))
show(28, lambda: json.dumps('', ensure_ascii=False))
show(29, lambda: fields('2.5'))
show(30, lambda: json.dumps(-0.0))
show(31, lambda: json.loads('"\\u00e9\\n"', object_pairs_hook=lambda p: len(p)))
show(32, lambda: json.dumps([[date(2024, 1, 2), [None, '']], {}, {2}], default=str))
show(33, lambda: json.dumps('', separators=(',', ':')))
show(34, lambda: json.dumps([{'1': date(2024, 1, 2)}, [[1, True]], True], cls=Custom))
show(35, lambda: json.loads('{"b": 100000000000000000000}', parse_float=str))
show(36, lambda: json.dumps(100000000000000000000, default=list))
show(37, lambda: json.dumps([{'key': {'b': True, 'a': 'é\n', 'key': None}, 'key': [1e+300], 'key': {'a': -0.0, 'a': None, 'a': 100000000000000000000}}, None, {'key': [], 'a': [], '1': {'key': 1e+300}}], separators=(',', ':')))
show(38, lambda: json.dumps({'b': {}, 'a': {'key': 'a', 'key': {'1': None, 'b': 1, 'a': {2}}}, 'a': [{'1': 100000000000000000000, 'a': 1}]}, default=str, indent=2))
show(39, lambda: json.dumps('é\n', ensure_ascii=False))
show(40, lambda: json.dumps([100000000000000000000], ensure_ascii=False))
show(41, lambda: json.dumps([[[None, ''], {}], [''], [[]]]))
show(42, lambda: fields(':}'))
show(43, lambda: json.dumps({'key': {'1': {'a': '', 'a': None, 'a': ''}}, '1': 'é\n', 'key': 2.5}, indent=1, sort_keys=True))
show(44, lambda: json.dumps('é\n', indent=1, sort_keys=True))
show(45, lambda: json.dumps({}, indent=2))
show(46, lambda: json.dumps({2}, default=list))
show(47, lambda: json.loads('{}', object_pairs_hook=lambda p: len(p)))
show(48, lambda: json.dumps({'b': date(2024, 1, 2)}, default=str))
show(49, lambda: json.loads('1', object_pairs_hook=list))
show(50, lambda: json.dumps({'key': 2.5, 'key': None}, default=str, indent=2))
show(51, lambda: fields('true'))
show(52, lambda: json.dumps([], sort_keys=True))
show(53, lambda: fields('[2.5, "a", [[2.5, "\\u00e9\\n"]]]'))
show(54, lambda: json.dumps([{'1': date(2024, 1, 2), 'a': {}}, None, {'1': None, 'b': {'b': 2.5, '1': {2}}, '1': []}], default=str, indent=2))
show(55, lambda: json.dumps({'b': [100000000000000000000, {'1': 1}, 1], 'a': -0.0}))
show(56, lambda: fields('{"a": [{"key": 1e+300, "b": 2.5}, 1e+300, [100000000000000000000, true]], "b": {"a": [null, true]}x'))
show(57, lambda: json.dumps([{}], default=str))
show(58, lambda: fields('}\\u00e9\\n"'))
show(59, lambda: json.loads('""', object_hook=lambda d: sorted(d.items(), key=str)))
