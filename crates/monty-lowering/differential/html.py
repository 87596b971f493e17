IMPORTS = "import html"

PARTS = ["&amp;", "&lt", "&copy", "&copy;", "&#39;", "&#x27;", "&#x", "&#128;", "&#0;", "&nbsp;", "&eacute;x", "a", "<", ">", "'", '"', "&", "&;",
         "&hellip;", "&#99999999;", "&ampx", "&euro;", " ", "&#13;"]


def expression(choose):
    text = "".join([choose.choice(PARTS) for _ in range(choose.randint(0, 6))])
    return f"html.{choose.choice(['escape', 'unescape'])}({text!r})"
