from html.parser import HTMLParser


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.links = []
        self.text = []
        self.depth = 0

    def handle_starttag(self, tag, attrs):
        self.depth += 1
        if tag == "a":
            self.links.append(dict(attrs).get("href"))

    def handle_endtag(self, tag):
        self.depth -= 1

    def handle_data(self, data):
        if data.strip():
            self.text.append(data.strip())


page = """<!DOCTYPE html>
<html><head><title>Shop &amp; more</title><script>if (a < b) { x("</p>") }</script></head>
<body class=main><h1 id='top'>Tea &lt;fresh&gt;</h1>
<p>See <a href="/tea?x=1&amp;y=2">tea</a> and <A HREF=/milk>milk</A>.<br/>
<!-- a comment --> 5 &lt; 6 &copy; &#8364; &#x41;</p></body></html>"""
parser = Links()
parser.feed(page)
parser.close()
print(parser.links, parser.depth)
print(parser.text)


class Events(HTMLParser):
    def handle_starttag(self, tag, attrs):
        print("start", tag, attrs, self.getpos(), self.get_starttag_text())

    def handle_startendtag(self, tag, attrs):
        print("empty", tag, attrs)

    def handle_endtag(self, tag):
        print("end", tag)

    def handle_data(self, data):
        print("data", repr(data))

    def handle_comment(self, data):
        print("comment", repr(data))

    def handle_decl(self, decl):
        print("decl", repr(decl))

    def handle_pi(self, data):
        print("pi", repr(data))

    def unknown_decl(self, data):
        print("unknown", repr(data))


events = Events()
for part in ("<table", " border=1 checked\nname = 'x y'>a &am", "p; b", "<td/>c</ta", "ble >", "<!-- half", " -->", "<?php x ?>",
             "<!DOCTYPE x><![CDATA[<b>]]>", "<style>p > b {}</sty", "le>1 < 2"):
    print("--", part)
    events.feed(part)
events.close()
events.reset()
events.feed("<p>again")
events.close()
