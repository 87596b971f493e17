import mimetypes

for name in (
    "a.json", "x.tar.gz", "b.unknown", "http://x/y.png?z=1", "a.csv", "a.pdf", "A.JPG", "data:text/plain;base64,xx",
    "http://a.com", "noext", ".hidden", "dir.d/file", "x.tgz", "y.svgz", "page.html#top", "z.bz2",
):
    print(name, mimetypes.guess_type(name))
print(mimetypes.guess_extension("text/html"), mimetypes.guess_extension("image/png"), mimetypes.guess_extension("no/thing"))
mimetypes.add_type("x/y", ".xy")
print(mimetypes.guess_type("f.xy"), ".json" in mimetypes.types_map)
