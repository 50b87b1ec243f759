"""A page that needs nothing but itself: its style, script and typefaces are within it."""

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files

from babel import Locale, UnknownLocaleError

from belagg.report.html.element import Element, element, markup
from belagg.report.pictures import font_directory
from belagg.report.tokens import css_properties

_FACES = (
    ("Belagg Sans", 400, "BelaggSans-Regular"),
    ("Belagg Sans", 600, "BelaggSans-Semibold"),
    ("Belagg Display", 400, "BelaggDisplay-Regular"),
)


def stylesheet(package: str, name: str, *, display: bool = True) -> str:
    """Give typefaces, tokens, what all such pages share, and the style sheet of a package.

    `display` tells whether the page has the typeface of large headings with it, 38 kB more.
    """
    common = files("belagg.publish").joinpath("webpage.css").read_text(encoding="utf-8")
    own = files(package).joinpath(name).read_text(encoding="utf-8")
    return f"{_typefaces(display)}{css_properties()}{common}{own}"


def webpage(
    title: str, language: str, style: str, body: Sequence[Element], script: str = ""
) -> bytes:
    """Give a page that may load nothing, send nothing, and names no page it came from.

    Its icon is empty, so that none is asked for. Only this style and this script may run.
    """
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; font-src data:; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    if script:
        policy += f"; script-src '{_digest(script)}'"
    sheet = element("style")
    sheet.text = style
    head = element(
        "head",
        None,
        element("meta", {"charset": "utf-8"}),
        element("meta", {"http-equiv": "Content-Security-Policy", "content": policy}),
        element("meta", {"name": "referrer", "content": "no-referrer"}),
        element("meta", {"name": "robots", "content": "noarchive"}),
        element("meta", {"name": "format-detection", "content": "telephone=no"}),
        element("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        element("title", None, title),
        element("link", {"rel": "icon", "href": "data:,"}),
        sheet,
    )
    page = element("body", None, *body)
    if script:
        code = element("script")
        code.text = script
        page.append(code)
    html = element("html", {"lang": language, "dir": direction(language)}, head, page)
    return f"<!DOCTYPE html>\n{markup(html)}\n".encode()


def direction(language: str) -> str:
    """Give the way a language is written: `ltr` or `rtl`."""
    try:
        return "rtl" if Locale.parse(language, sep="-").text_direction == "rtl" else "ltr"
    except (UnknownLocaleError, ValueError):
        return "ltr"


def language_name(code: str, language: str) -> str:
    """Give the name of a language in another; its code where neither is known."""
    try:
        name = Locale.parse(code, sep="-").get_display_name(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        name = None
    return name or code


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode("ascii")


def _typefaces(display: bool) -> str:
    rules = []
    for family, weight, name in _FACES if display else _FACES[:2]:
        data = b64encode(font_directory().joinpath(f"{name}.woff2").read_bytes()).decode("ascii")
        rules.append(
            f"@font-face{{font-family:'{family}';font-weight:{weight};font-display:swap;"
            f"src:url(data:font/woff2;base64,{data}) format('woff2')}}\n"
        )
    return "".join(rules)
