IMPORTS = "import xml.etree.ElementTree as ET"

PATHS = ["a", "b", "*", ".", "..", ".//b", "a/b", "a/*", "./a", "a[1]", "b[last()]", "*[@id]", "*[@id='1']", "a[b]", ".//item[2]",
         "item[@k='two']/b", "b/..", ".//*[@name]", "a//c", ".//a[.='text']"]


def tree(choose, depth):
    tag = choose.choice(["a", "b", "item", "c"])
    keys = choose.sample(["id", "k", "name"], choose.randint(0, 3))
    attributes = "".join([f' {key}="{choose.choice(["1", "two", "a&amp;b", "&#65;"])}"' for key in keys])
    if depth == 0 or choose.random() < 0.2:
        return f"<{tag}{attributes}/>"
    parts = ["text", " ", "\n", "&lt;", "<!-- c -->", "<![CDATA[<x>]]>", "é", "&#x41;"]
    body = "".join([tree(choose, depth - 1) if choose.random() < 0.5 else choose.choice(parts) for _ in range(choose.randint(0, 5))])
    return f"<{tag}{attributes}>{body}</{tag}>"


def expression(choose):
    root = f"ET.fromstring({tree(choose, 3)!r})"
    return choose.choice([f"ET.tostring({root})", f"ET.tostring({root}, 'unicode')", f"[e.attrib for e in {root}.findall({choose.choice(PATHS)!r})]",
                          f"list({root}.itertext())", f"[e.tag for e in {root}.iter()]", f"{root}.findtext('a', 'none')",
                          f"[ET.tostring(e) for e in {root}.findall({choose.choice(PATHS)!r})]"])
