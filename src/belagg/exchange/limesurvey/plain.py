"""The words of a text that LimeSurvey keeps as HTML."""

import re
from html.parser import HTMLParser

from belagg.study.sheets import clean

_BLOCKS = frozenset(
    {
        "address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "fieldset", "figure",
        "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p",
        "pre", "section", "table", "tr", "ul",
    }
)  # fmt: skip
_LONG = 200_000
"""From how many characters markup is only cut away: a text so long has pictures in it."""

_UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript"})


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self.unseen.append(tag)
        elif tag == "img":
            self.parts.append(dict(attrs).get("alt") or "")
        elif tag in ("td", "th"):
            self.parts.append(" ")
        elif tag in _BLOCKS:
            self.parts.append("\n– " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if self.unseen and tag == self.unseen[-1]:
            self.unseen.pop()
        elif tag in _BLOCKS and tag != "br":
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(data)


def plain(text: str) -> str:
    """Give what a reader sees of a text: paragraphs as lines, lists with dashes, no markup."""
    if len(text) > _LONG:
        text = re.sub(r"<[^<>]*>", " ", text)
    if "<" in text or "&" in text:
        words = _Words()
        words.feed(re.sub(r"[\r\n\t ]+", " ", text))
        words.close()
        text = "".join(words.parts)
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in text.splitlines())
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", "\n".join(line for line in lines if line))
    # What looks like a reference of XLSForm is none here.
    return clean(text.replace("${", "$ {"))
