"""The rule that reads `:::` blocks within Markdown, and the attributes on their line."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from belagg.manuscript.source import CONTAINERS

_LINE = re.compile(r":{3,}(?:[ \t]*(\S.*?))?[ \t]*")
_WORD = re.compile(r"([\w-]+)=(?:[\"“”]([^\"“”]*)[\"“”]|(\S+))|[\"“”]([^\"“”]*)[\"“”]|(\S+)")


def directive_plugin(md: MarkdownIt) -> None:
    """Let the parser read `:::` blocks.

    Tokens: `directive` for a block of one line, `directive_open` and `directive_close` around the
    text of a container, `directive_fault` where a line is wrong. `info` is what stands after the
    colons; `meta["fault"]` is `unclosed` or `stray`.
    """
    md.block.ruler.before(
        "fence", "directive", _rule, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )


def words_of(line: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """Split the words of a block's line into arguments and `key=value` options."""
    args: list[str] = []
    options: dict[str, str] = {}
    for key, quoted, plain, quoted_argument, argument in _WORD.findall(line):
        if key:
            options[key] = quoted or plain
        else:
            args.append(quoted_argument or argument)
    return tuple(args), options


def _line(state: StateBlock, number: int) -> re.Match[str] | None:
    start = state.bMarks[number] + state.tShift[number]
    return _LINE.fullmatch(state.src, start, state.eMarks[number])


def _rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start) or (match := _line(state, start)) is None:
        return False
    if silent:
        return True
    info = match[1] or ""
    kind = info.split()[0] if info else ""
    if kind in CONTAINERS:
        _container(state, start, end, info)
    else:
        token = state.push("directive" if info else "directive_fault", "", 0)
        token.info, token.map = info, [start, start + 1]
        if not info:
            token.meta = {"fault": "stray"}
        state.line = start + 1
    return True


def _container(state: StateBlock, start: int, end: int, info: str) -> None:
    close = _close(state, start, end)
    last = end if close is None else close
    if close is None:
        fault = state.push("directive_fault", "", 0)
        fault.info, fault.map, fault.meta = info, [start, start + 1], {"fault": "unclosed"}
    token = state.push("directive_open", "", 1)
    token.info, token.map = info, [start, last]
    parent, line_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "container", last
    state.md.block.tokenize(state, start + 1, last)
    state.parentType, state.lineMax = parent, line_max
    state.push("directive_close", "", -1)
    state.line = last if close is None else last + 1


def _close(state: StateBlock, start: int, end: int) -> int | None:
    """Give the line that closes the container begun on `start`, past those within it."""
    depth = 0
    for number, info in _directive_lines(state, start, end):
        if not info:
            depth -= 1
        elif info.split()[0] in CONTAINERS:
            depth += 1
        if not depth:
            return number
    return None


def _directive_lines(state: StateBlock, start: int, end: int) -> Iterator[tuple[int, str]]:
    for number in range(start, end):
        if state.sCount[number] < state.blkIndent and not state.isEmpty(number):
            return
        if match := _line(state, number):
            yield number, match[1] or ""
