"""The tree of a tagged page: what each mark on the paper is, in the order in which it is read.

An element is entered while its content is drawn, and joins the element around it the first time. So what is cut by
the end of a page stays one element, and what is never drawn (another form of the same words) leaves no trace.
Names and rules: ISO 32000-1, 14.7 and 14.8; ISO 14289-1. It refuses to know blocks, layout and reportlab.
"""

from __future__ import annotations

Spot = tuple[int, int]  # a marked piece of a page: the page's index, its number there
HOLDS_WORDS = frozenset(
    ("P", "TD", "TH", "Lbl", "LBody", "Caption", "Span", "H", *(f"H{n}" for n in range(1, 7)))
)
_MAY_BE_EMPTY = frozenset(("TD", "TH"))
_ATTRIBUTES = {
    "column": "/A<</O/Table/Scope/Column>>",
    "row": "/A<</O/Table/Scope/Row>>",
    "both": "/A<</O/Table/Scope/Both>>",
    "decimal": "/A<</O/List/ListNumbering/Decimal>>",
    "disc": "/A<</O/List/ListNumbering/Disc>>",
}
_DEEPEST = 6


class Elem:
    """One element. `kind`: its standard type; "H" takes the level that its place in the page gives it.

    `alt` says what a picture shows, `actual` what a drawn sign stands for; `look` names an attribute of a list or of
    a table's header. `level`: the wanted level of a heading of the page itself; 0: one below the part it heads.
    """

    __slots__ = (
        "actual",
        "alt",
        "bounds",
        "inner",
        "kids",
        "kind",
        "level",
        "look",
        "number",
        "parent",
        "said",
    )

    def __init__(self, kind: str, *, alt: str = "", actual: str = "", look: str = "", level: int = 0) -> None:
        self.kind, self.alt, self.actual, self.look, self.level = kind, alt, actual, look, level
        self.parent: Elem | None = None
        self.kids: list[Elem | Spot] = []
        self.bounds: tuple[float, float, float, float] | None = None
        self.inner: list[
            tuple[int, int]
        ] = []  # of a part: the headings that what comes next in it stands under
        self.number = 0
        self.said: list[
            str
        ] = []  # its words in the order in which they are read, where they are drawn in another

    def child(self, kind: str) -> Elem:
        """A new element at the end of this one."""
        made = Elem(kind)
        made.parent = self
        self.kids.append(made)
        return made

    @property
    def drawn(self) -> bool:
        """Whether marks, and not words, are its content."""
        return self.kind == "Figure" or bool(self.actual)


ARTIFACT = Elem("Artifact")
"""What is on the paper and not part of what it says: rules, fills, a repeated head line."""


class Tree:
    """The elements of one document. `marks[page]`: the element of each numbered piece of that page."""

    def __init__(self) -> None:
        self.root = Elem("Document")
        self.last = Elem("Div")  # read after all else: the foot of the first page
        self.marks: list[list[Elem]] = [[]]
        self.scope = [self.root]
        self._heads = [(0, 0)]  # the headings around: the level that each asked for, and the one it got
        self._around: list[list[tuple[int, int]]] = []

    def enter(self, elem: Elem) -> None:
        """Until `leave`, what is drawn belongs to `elem`."""
        around = self.scope[-1]
        if elem.parent is None and elem is not ARTIFACT and around is not ARTIFACT and elem is not self.last:
            elem.parent = around
            around.kids.append(elem)
            if elem.kind == "H":
                self._heading(elem)
        if elem.kind == "Sect":
            self._around.append(self._heads)
            self._heads = elem.inner or [(0, self._heads[-1][1])]
        self.scope.append(ARTIFACT if around is ARTIFACT else elem)

    def leave(self, elem: Elem) -> None:
        """Ends what `enter` began."""
        self.scope.pop()
        if elem.kind == "Sect":
            elem.inner, self._heads = self._heads, self._around.pop()

    def _heading(self, elem: Elem) -> None:
        """One level below the heading it stands under, so none is skipped, whatever the blocks ask for.

        The title of a part (0) heads the rest of it. A label (-1) heads nothing but what it names.
        """
        while self._heads[-1][0] >= elem.level > 0:
            self._heads.pop()
        level = min(self._heads[-1][1] + 1, _DEEPEST)
        elem.kind = f"H{level}"
        if elem.level > 0:
            self._heads.append((elem.level, level))
        elif not elem.level:
            self._heads = [(0, level)]

    def mark(self, elem: Elem) -> int:
        """The number, on this page, of the next piece of `elem`."""
        found = self.marks[-1]
        elem.kids.append((len(self.marks) - 1, len(found)))
        found.append(elem)
        return len(found) - 1

    def next_page(self) -> None:
        self.marks.append([])

    def elements(self) -> list[Elem]:
        """All that have content, in reading order; empty ones are dropped on the way."""
        if self.last.kids:
            self.last.parent = self.root
            self.root.kids.append(self.last)
        found: list[Elem] = []
        _keep(self.root, found)
        return found


def _keep(elem: Elem, found: list[Elem]) -> None:
    """Adds an element and what is in it, and takes what is empty out of both."""
    found.append(elem)
    kids: list[Elem | Spot] = []
    for kid in elem.kids:
        if isinstance(kid, Elem):
            at = len(found)
            _keep(kid, found)
            if not kid.kids and kid.kind not in _MAY_BE_EMPTY:
                del found[at:]
                continue
        kids.append(kid)
    elem.kids = kids


def text_string(text: str) -> str:
    """`text` as a PDF string, in hexadecimal UTF-16."""
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"


def written(elem: Elem, pages: list[int]) -> str:
    """An element as a PDF dictionary. `pages`: the object number of each page."""
    parts = [f"<</Type/StructElem/S/{elem.kind}"]
    if elem.parent is not None:
        parts.append(f"/P {elem.parent.number} 0 R")
    if elem.alt:
        parts.append("/Alt" + text_string(elem.alt))
    if actual := elem.actual or "".join(elem.said).strip():
        parts.append("/ActualText" + text_string(actual))
    if elem.bounds is not None:
        box = " ".join(f"{side:.2f}" for side in elem.bounds)
        parts.append(f"/A<</O/Layout/Placement/Block/BBox[{box}]>>")
    if elem.look:
        parts.append(_ATTRIBUTES.get(elem.look, ""))
    home, kids = -1, []
    for kid in elem.kids:
        if isinstance(kid, Elem):
            kids.append(f"{kid.number} 0 R")
            continue
        page, mark = kid
        if home < 0:
            home = page
            parts.append(f"/Pg {pages[home]} 0 R")
        kids.append(str(mark) if page == home else f"<</Type/MCR/Pg {pages[page]} 0 R/MCID {mark}>>")
    if kids:
        parts.append("/K " + kids[0] if len(kids) == 1 else f"/K[{' '.join(kids)}]")
    return "".join(parts) + ">>"
