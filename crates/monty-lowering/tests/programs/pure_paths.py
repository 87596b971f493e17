from pathlib import Path, PurePath, PurePosixPath

p = PurePath("/a/b/c.tar.gz")
print(p, p.name, p.stem, p.suffix, p.suffixes, p.parent, p.parts, p.with_suffix(".zip"), p.with_name("d"), p / "e")
print(p.is_absolute(), repr(p), p.match("*.gz"), p.match("b/*.gz"), p.match("x/*.gz"), p.as_posix(), p.relative_to("/a"))
print(PurePosixPath("a") / "b", PurePosixPath("a//b/./c"), PurePosixPath("a") == PurePosixPath("a/"), PurePosixPath("/").name)
print(str(PurePosixPath("")), PurePosixPath("a/b").joinpath("c", "d"), sorted([PurePosixPath("b"), PurePosixPath("a")]))
print(isinstance(Path("a"), PurePath), isinstance(PurePath("a"), PurePath), isinstance("a", PurePath), PurePath("a/../b"))
print(Path("a/b/c").relative_to("a"), Path("~/x").parts, p.parents[1], [str(x) for x in p.parents], p.is_relative_to("/a"))
for wrong in (
    lambda: PurePath("a/b").relative_to("c"),
    lambda: PurePath("/").with_name("x"),
    lambda: p.with_suffix("zip"),
    lambda: PurePath(5),
):
    try:
        print(wrong())
    except (ValueError, TypeError) as e:
        print(type(e).__name__, str(e).split(" object where")[0])
print(PurePath("a.txt").with_suffix(""), PurePath(".bashrc").suffix, PurePath("a", "/b", "c"), "x" / PurePath("y"))
print({PurePath("a"): 1}[PurePath("a")], PurePath("a/b.c").with_stem("d"), PurePath("a") < PurePath("b"))
