"""The SVG of a chart made fit to stand inside a page.

matplotlib writes `style` attributes, which a strict policy refuses, fixed colours, which suit one scheme
alone, and the same ids in each picture. Here styles are attributes, colours are CSS variables that fall back
to those of a light chart, and ids begin with those of the chart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple
from xml.etree import ElementTree as ET

from tradetrack.render.chart.style import Style
from tradetrack.render.page.markup import attributes, escaped
from tradetrack.render.page.short import short, short_path

_SVG, _LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
_ADDRESS = re.compile(r"url\(#([^)]+)\)")
_UPRIGHT = re.compile(r"rotate\(-?0[ )]")
_AXIS = "matplotlib.axis"
_NUMBERS = re.compile(r"-?[\d.]+(?:e-?\d+)?")
_DRAWS = re.compile("[A-LN-Za-ln-z]")  # what a path does but move
_SLACK = 0.5  # units
_ARCS = 8  # of a circle as matplotlib draws it
_CIRCLE = re.compile(r"M0 ([\d.]+)C")
_PLACES = ("x", "y", "cx", "cy", "r", "d", "href", "transform")
_SKIPPED = ("metadata", "title", "desc", "style")
# What the root says for all: most words are labels of an axis.
_WORDS = {"fill": "var(--soft,#67727e)", "font-size": "10"}
_LINES = {"stroke-linejoin": "round", "stroke-linecap": "square"}
_UNSTYLED = {"stroke-linejoin": "round", "stroke-linecap": "butt"}  # by the style sheet of matplotlib
_ROOT = {**_LINES, **_WORDS, "font-family": "DejaVu Sans,sans-serif"}


def palette() -> dict[str, tuple[str, str]]:
    """The colours of a chart, light and dark, each by the name of its CSS variable."""
    light, dark = Style(), Style(dark=True)
    names = ("ink", "soft", "grid", "paper", "outlook", "target")
    found = {name: (getattr(light, name), getattr(dark, name)) for name in names}
    return found | {f"path{n}": pair for n, pair in enumerate(zip(light.paths, dark.paths, strict=True), 1)}


_VARIABLES = {light.lower(): f"var(--{name},{light.lower()})" for name, (light, _) in palette().items()}


class Described(NamedTuple):
    """What a picture says to those who do not see it."""

    title: str
    text: str


class _Node(NamedTuple):
    """An element as it is written."""

    tag: str
    look: dict[str, str]
    inner: tuple[_Node, ...] = ()
    text: str = ""

    def markup(self) -> str:
        if self.tag in ("g", "defs") and not self.inner:
            return ""
        inner = self.text + "".join(node.markup() for node in self.inner)
        if self.tag == "g" and not self.look:
            return inner
        own = f"{self.tag}{attributes(self.look)}"
        return f"<{own}>{inner}</{self.tag}>" if inner else f"<{own}/>"


def inline(svg: bytes, prefix: str, described: Described) -> str:
    """The picture as markup, each id beginning with `prefix`."""
    root = ET.fromstring(svg)  # noqa: S314 - our own picture, not a file from outside
    shapes = {shape.get("id"): shape for shape in root.iter(f"{_SVG}path") if shape.get("id")}
    clips = sorted({clip.get("id", "") for clip in root.iter(f"{_SVG}clipPath")})
    names = {clip: f"{prefix}-{number}" for number, clip in enumerate(clips, 1)}
    nodes = _together(_Reader(shapes, names, _room(root)).nodes(root))
    body = "".join(node.markup() for node in nodes)
    size = short(root.get("viewBox", ""), 1)
    own = attributes({"viewBox": size, "role": "img", "aria-labelledby": f"{prefix}-t {prefix}-d", **_ROOT})
    title = f'<title id="{prefix}-t">{escaped(described.title)}</title>'
    words = f'<desc id="{prefix}-d">{escaped(described.text)}</desc>'
    return f"<svg{own}>{title}{words}{body}</svg>"


class _Reader:
    """Reads the elements of a picture without what does nothing in it."""

    def __init__(
        self,
        shapes: dict[str | None, ET.Element],
        names: dict[str, str],
        room: tuple[float, float, float, float],
    ) -> None:
        self._shapes, self._names = shapes, names
        self._room = room

    def nodes(self, parent: ET.Element) -> Iterator[_Node]:
        for element in parent:
            tag = element.tag.removeprefix(_SVG)
            if tag in _SKIPPED or element.get("id") in self._shapes:
                continue  # a shape stands where it is used
            if tag == "use":
                yield self._placed(self._shapes[element.get(_LINK, "").removeprefix("#")], element)
            elif tag == "text":
                yield _Node(tag, self._look(tag, element), text=escaped(element.text or ""))
            else:
                inner = self.nodes(element)
                is_axis = element.get("id", "").startswith(_AXIS)
                yield _Node(tag, self._look(tag, element), tuple(_apart(inner) if is_axis else inner))

    def _placed(self, shape: ET.Element, use: ET.Element) -> _Node:
        look, path = self._look("use", use), shape.get("d", "")
        x, y = (look.pop(name, "0") for name in ("x", "y"))
        radius = _radius(path)
        if radius is not None:
            return _Node("circle", {"cx": x, "cy": y, "r": radius, **look})
        move = {} if (x, y) == ("0", "0") else {"transform": f"translate({x} {y})"}
        return _Node("path", {"d": short_path(path), **look, **move})

    def _look(self, tag: str, element: ET.Element) -> dict[str, str]:
        given = {name: value for name, value in element.attrib.items() if name != "style"}
        if tag == "path":
            given = _UNSTYLED | given
        given |= dict(_properties(element.get("style", "")))
        if self._is_inside(tag, element):
            given.pop("clip-path", None)
        pairs = (self._attribute(name, value) for name, value in given.items())
        defaults = _WORDS if tag == "text" else _LINES
        found = {name: value for name, value in pairs if value and defaults.get(name) != value}
        return found if "stroke" in found else {k: v for k, v in found.items() if k not in _LINES}

    def _is_inside(self, tag: str, element: ET.Element) -> bool:
        """Whether clipping takes nothing away: of a line inside the plot, or of points, which stand in it."""
        if tag == "g":
            return all(child.tag == f"{_SVG}use" and child.get("x") != "0" for child in element)
        places = [float(number) for number in _NUMBERS.findall(element.get("d", ""))]
        left, top, right, bottom = self._room
        is_between = all(left <= x <= right for x in places[::2])
        return tag == "path" and is_between and all(top <= y <= bottom for y in places[1::2])

    def _attribute(self, name: str, value: str) -> tuple[str, str]:
        """An attribute as it is written; empty for one that does nothing."""
        if name == "id":
            return name, self._names.get(value, "")
        if name == _LINK:
            return name, ""
        if name == "d":
            return name, short_path(value)
        if (name == "transform" and _UPRIGHT.match(value)) or (name, value) == ("stroke-dashoffset", "0"):
            return name, ""
        value = _ADDRESS.sub(lambda match: f"url(#{self._names[match[1]]})", value)
        return name, _VARIABLES.get(value.lower()) or short(value, 1)


def _room(root: ET.Element) -> tuple[float, float, float, float]:
    """The edges of the plot: those of the rectangle that clips what stands in it."""
    clip = next(root.iter(f"{_SVG}rect"), None)
    if clip is None:
        return 0.0, 0.0, 0.0, 0.0
    left, top, width, height = (float(clip.get(name, 0)) for name in ("x", "y", "width", "height"))
    return left - _SLACK, top - _SLACK, left + width + _SLACK, top + height + _SLACK


def _flat(nodes: Iterable[_Node]) -> Iterator[_Node]:
    """The elements without groups that say nothing, and without lines of a single point."""
    for node in nodes:
        if node.tag == "g" and not node.look:
            yield from _flat(node.inner)
        elif node.tag != "path" or "id" in node.look or _DRAWS.search(node.look.get("d", "")):
            yield node


def _apart(nodes: Iterable[_Node]) -> list[_Node]:
    """The lines of an axis before its words: they have no order, and what is alike can be said once."""
    return sorted(_flat(nodes), key=lambda node: node.tag == "text")


def _together(nodes: Iterable[_Node]) -> Iterator[_Node]:
    """Neighbours that look alike as one: lines as one path, others as a group that says their look."""
    for look, run in groupby(_flat(nodes), key=_look_of):
        own = list(run)
        if len(own) == 1:
            yield own[0]
        elif own[0].tag == "path" and dict(look[1:]).get("fill") == "none":
            path = "".join(node.look["d"] for node in own)
            yield _Node("path", own[0].look | {"d": path})
        else:
            inner = (node._replace(look={k: v for k, v in node.look.items() if k in _PLACES}) for node in own)
            yield _Node("g", dict(look[1:]), tuple(inner))


def _look_of(node: _Node) -> tuple[tuple[str, str], ...]:
    """What an element has in common with others; one with a content or an id has nothing."""
    alone = str(id(node)) if node.inner or "id" in node.look else ""
    look = sorted((name, value) for name, value in node.look.items() if name not in _PLACES)
    return ((node.tag + alone, ""), *look)


def _radius(path: str) -> str | None:
    """The radius of a path of eight arcs around 0, which is a circle; None of any other path."""
    match = _CIRCLE.match(short_path(path)) if path.count("C") == _ARCS else None
    return match[1] if match else None


def _properties(style: str) -> Iterator[tuple[str, str]]:
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip(), value.strip()
        if name == "font":
            yield from _font(value)
        elif name and name != "font-family":
            yield name, value.removesuffix("px")


def _font(shorthand: str) -> Iterator[tuple[str, str]]:
    """`700 16px 'DejaVu Sans', sans-serif`: an attribute takes no shorthand."""
    before, _, _ = shorthand.partition("px")
    *words, size = before.split()
    yield "font-size", size
    for word in words:
        yield "font-weight" if word.isdecimal() or word == "bold" else "font-style", word
