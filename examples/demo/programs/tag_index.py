import json
import re

index = {}
for note in json.loads(read_notes())["notes"]:
    for tag in re.findall(r"#(\w+)", note["text"].lower()):
        index.setdefault(tag, []).append(note["id"])

for tag in sorted(index, key=lambda one: (-len(index[one]), one)):
    print(f"#{tag}: {', '.join(map(str, index[tag]))}")

common = max(index, key=lambda one: len(index[one]))
{"tags": set(index), "common": (common, len(index[common])), "longest": max(map(len, index))}
