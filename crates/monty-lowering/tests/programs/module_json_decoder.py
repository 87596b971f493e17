import json
from json.decoder import JSONDecodeError

for text in ("{bad}", "[1, 2", '{"a": 1}'):
    try:
        print(json.loads(text))
    except json.decoder.JSONDecodeError as error:
        print(error.msg, error.pos, isinstance(error, JSONDecodeError), isinstance(error, ValueError))
try:
    json.loads("")
except JSONDecodeError as error:
    print(error)
