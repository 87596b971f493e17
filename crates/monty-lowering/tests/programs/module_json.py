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
        return (e.msg, e.pos, e.lineno, e.colno, e.doc)

def show(number, call):
    try:
        print(number, repr(call()))
    except (TypeError, ZeroDivisionError) as error:
        # The machine has words of its own for these.
        print(number, type(error).__name__)
    except Exception as error:
        print(number, type(error).__name__, error)

show(0, lambda: fields('{"1": [{"b": 2.5}, [-0.0, 1e+3\\00]], "b": 2.5}'))
show(1, lambda: json.dumps([{'a': {}, 'a': {}}], cls=Custom, sort_keys=True))
show(2, lambda: json.loads('{"a": 1e+300, "b": null}', object_hook=lambda d: d.get('a', d)))
show(3, lambda: json.dumps({'a': 'a', 'a': [{'1': '', 'key': 'a'}], 'b': None}, indent=1, sort_keys=True))
show(4, lambda: json.dumps(2.5, indent=2, separators=(', ', '=')))
show(5, lambda: json.dumps({}, sort_keys=True))
show(6, lambda: fields('{"key": [{"key": "\\u00e9\\n",0 "a": 2.5, "1": "\\u00e9\\n"}], "b": "a", "a": {"key": []}}'))
show(7, lambda: json.dumps([], cls=Custom, sort_keys=True))
show(8, lambda: json.dumps(1e+300, indent=2, separators=(', ', '=')))
show(9, lambda: json.dumps(2.5, indent=2))
show(10, lambda: json.dumps(None))
show(11, lambda: json.loads('[]', object_hook=lambda d: sorted(d.items(), key=str)))
show(12, lambda: json.dumps({1}, cls=Custom, sort_keys=True))
show(13, lambda: json.dumps(None, ensure_ascii=False))
show(14, lambda: json.dumps(2.5, indent=0))
show(15, lambda: json.loads('"a"', object_hook=lambda d: d.get('a', d)))
show(16, lambda: fields('{"a":- {"2.5": []}}'))
show(17, lambda: json.loads('{"key": "a", "b": []}', object_pairs_hook=list))
show(18, lambda: json.dumps(['é\n'], default=str))
show(19, lambda: json.loads('[{"a": true, "key": true, "1": 1e+300}]', object_hook=lambda d: sorted(d.items(), key=str)))
show(20, lambda: json.dumps([], cls=Custom, sort_keys=True))
show(21, lambda: json.dumps(None, indent=2))
show(22, lambda: json.dumps({}, default=str, indent=2))
show(23, lambda: fields('[{"1": {"a": ""}, "key": {"key": 1, "a": 1e+300}},0 []]'))
show(24, lambda: json.dumps([None, 1], indent=2, separators=(', ', '=')))
show(25, lambda: json.dumps([{}, {'1': [None, 1e+300], 'key': None, 'key': 'é\n'}], separators=(',', ':')))
show(26, lambda: json.JSONDecoder().raw_decode('1e+300 rest'))
show(27, lambda: json.dumps({'b': {'1': {}, 'a': ['é\n', 2.5, '']}, 'a': None}, indent=0))
show(28, lambda: ''.join(json.JSONEncoder(sort_keys=True).iterencode([{'1': True}, {'1': 2.5}, 1])))
show(29, lambda: json.loads('100000000000000000000', parse_float=str))
show(30, lambda: json.loads('{"a": ""}', object_pairs_hook=lambda p: len(p)))
show(31, lambda: json.dumps({None: {'1': {'b': 'é\n'}, 'key': None}, 1: [{'a': -0.0, 'a': None, 'a': 100000000000000000000}], 2.5: {'key': [], 'a': [], '1': {'1': '', 'b': 1, 'a': 'a'}}}, allow_nan=False))
show(32, lambda: json.dumps('a', cls=Custom))
show(33, lambda: fields('""'))
show(34, lambda: json.dumps(1, indent=1, sort_keys=True))
show(35, lambda: json.dumps([], default=list))
show(36, lambda: json.loads('"\\u00e9\\n"', object_hook=lambda d: d.get('a', d)))
show(37, lambda: json.dumps(1, default=str))
show(38, lambda: json.dumps('é\n', allow_nan=False))
show(39, lambda: json.dumps([100000000000000000000], skipkeys=True))
show(40, lambda: json.dumps([[[None, ''], {}], [''], [[]]]))
show(41, lambda: fields('{"a": {"b": -0.0}, "null": []}'))
show(42, lambda: json.dumps({}, default=str))
show(43, lambda: json.dumps({None: [], (1, 2): {'a': {2}, 'a': {1}}, 2.5: True}, default=list))
show(44, lambda: json.dumps([], indent=2, separators=(', ', '=')))
show(45, lambda: json.loads('1', parse_float=str))
show(46, lambda: fields('2}5'))
show(47, lambda: fields('10000000000000000x000'))
show(48, lambda: json.dumps(None, default=str))
show(49, lambda: json.dumps({'b': date(2024, 1, 2), '1': [[date(2024, 1, 2), None, date(2024, 1, 2)]]}, default=list))
show(50, lambda: json.dumps([], indent=0))
show(51, lambda: json.dumps([[None, {'1': date(2024, 1, 2)}], [{'key': 100000000000000000000}]], default=str))
show(52, lambda: json.loads('100000000000000000000', object_hook=lambda d: sorted(d.items(), key=str)))
show(53, lambda: json.dumps({'1': {'b': [1, 1, ''], '1': [True, 1], 'a': {'a': True, 'b': 'a'}}}, indent=2))
show(54, lambda: json.dumps([[{'key': 1e+300, 'b': 2.5}, 1e+300, [100000000000000000000, True]]], sort_keys=True))
show(55, lambda: json.dumps(1, cls=Custom, sort_keys=True))
show(56, lambda: json.dumps({'a': 1}, default=list))
show(57, lambda: fields('{\\}'))
show(58, lambda: json.dumps('a', allow_nan=False))
show(59, lambda: fields('[1e+300nul'))
