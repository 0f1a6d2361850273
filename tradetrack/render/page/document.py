"""A briefing as one HTML file that needs no network: its style, script, charts and data are inside."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tradetrack.core.errors import AccessError
from tradetrack.render.escape import visible
from tradetrack.render.page.build import page_of
from tradetrack.render.page.view import Picture

if TYPE_CHECKING:
    import jinja2

    from tradetrack.reports.briefing import Briefing

_HERE = Path(__file__).parent
_FALLBACK = re.compile(r"(var\(--\w+),#[0-9a-f]{6}\)")
_NEEDS = "a report needs the package {name}: pip install 'tradetrack[report]'"


def page_html(briefing: Briefing, progress: Callable[[int], None] = lambda _: None) -> str:
    """The page; `progress` is called for each section that is drawn.

    Raises AccessError where a package that it needs is missing.
    """
    templates = environment()
    page = page_of(briefing, progress)
    style, script = (asset(name) for name in ("style.css", "script.js"))
    parts = tuple(part._replace(picture=_styled(part.picture)) for part in page.parts)
    markup = templates.get_template("page.html").render(
        page=page._replace(intro=markdown(briefing.intro), parts=parts),
        version=briefing.version,
        t=briefing.language.phrase,
        newline=trusted("\n"),
        policy=policy(style, script),
        style=trusted(style),
        script=trusted(script),
    )
    return markup + "\n"


def _styled(shown: Picture | None) -> Picture | None:
    """A picture without the colours that the style sheet of the page says."""
    if shown is None:
        return None
    wide, narrow = (_FALLBACK.sub(r"\1)", svg) for svg in (shown.wide, shown.narrow))
    return shown._replace(wide=wide, narrow=narrow)


def policy(style: str, script: str = "") -> str:
    """The content security policy: nothing but this one style, this one script and pictures made here."""
    rules = ["default-src 'none'", f"style-src '{_hash(style)}'"]
    rules += [f"script-src '{_hash(script)}'", "img-src data:"] if script else []
    return "; ".join([*rules, "base-uri 'none'", "form-action 'none'"])


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def asset(name: str) -> str:
    """A file that ships beside this module."""
    return (_HERE / name).read_text(encoding="utf-8").strip()


@cache
def environment() -> jinja2.Environment:
    """The templates, in which all is escaped and unseen characters are spelt out.

    Raises AccessError without Jinja2.
    """
    try:
        import jinja2
    except ImportError:
        raise AccessError(_NEEDS.format(name="jinja2")) from None
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        finalize=_shown,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _shown(value: Any) -> Any:
    """What a template prints: text from outside without unseen characters; markup of ours as it is."""
    return visible(value) if type(value) is str else value


def trusted(markup: str) -> Any:
    """Markup that was made here, which a template prints as it is."""
    import markupsafe

    return markupsafe.Markup(markup)  # noqa: S704 - a file of the package, or text escaped by `markdown`


def markdown(text: str) -> Any:
    """Markdown as markup: no HTML, no pictures, and links to the web alone.

    Raises AccessError without markdown-it-py.
    """
    if not text.strip():
        return ""
    try:
        from markdown_it import MarkdownIt
    except ImportError:
        raise AccessError(_NEEDS.format(name="markdown-it-py")) from None
    reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    reader.validateLink = _is_address  # type: ignore[method-assign]
    lines = "\n".join(map(visible, text.replace("\t", "    ").splitlines()))
    return trusted(reader.render(lines))


def _is_address(url: str) -> bool:
    return url.lower().startswith(("https://", "http://"))
