"""What a REFI-QDA project holds, as values: codes, users, cases, sources with their spans."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from belagg.exchange.refi.archive import refused
from belagg.exchange.refi.codes_xml import (
    Code,
    child,
    children,
    line_of,
    local,
    read_codes,
    text_under,
)
from belagg.exchange.refi.guids import guid_of, plain_guid
from belagg.language import _
from belagg.study.problems import Left, Where


@dataclass(frozen=True, slots=True)
class Coding:
    """A code on a span, or on a whole source where `span` is None."""

    guid: str
    code: str
    span: tuple[int, int] | None
    user: str | None
    memo: str | None
    line: int | None
    selection: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A source: where its text stands (path or the text itself), its own file, its codings."""

    guid: str
    name: str
    text_path: str | None
    text: str | None
    file_path: str | None
    codings: tuple[Coding, ...]
    line: int | None
    rich_path: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A case: its name, the values of its variables by name, the GUIDs of its sources."""

    guid: str
    name: str
    values: dict[str, str]
    sources: tuple[str, ...]
    line: int | None


@dataclass
class Project:
    """A project; `left` is what the model of a study has no place for."""

    file: str
    origin: str
    codes: list[Code] = field(default_factory=list)
    users: dict[str, str] = field(default_factory=dict)
    cases: list[Case] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)


_MEDIA = ("PictureSource", "AudioSource", "VideoSource")
_SELECTIONS = (
    "PDFSelection", "PictureSelection", "AudioSelection", "VideoSelection", "TranscriptSelection",
)  # fmt: skip


def read_project(root: etree._Element, file: str) -> Project:
    """Take a project apart; element names are known in any version's namespace."""
    if local(root) != "Project":
        message = _("the XML is <{}> and no REFI-QDA project").format(local(root))
        raise refused(file, "not-a-project", message)
    project = Project(file, root.get("origin") or "")
    for user in _grandchildren(root, "Users", "User"):
        # The id is a signature; a full name becomes one, since coders are shown to everybody.
        sign = user.get("id") or _initials(user.get("name") or "")
        if sign:
            project.users[plain_guid(user.get("guid") or "")] = sign
    _read_notes(root, project)
    codebook = child(root, "CodeBook")
    if codebook is not None:
        project.codes, left = read_codes(codebook, file)
        project.left += left
    _read_cases(root, project)
    sources = child(root, "Sources")
    for element in sources if sources is not None else ():
        _read_source(element, project)
    _leave_rest(root, project)
    return project


def _grandchildren(root: etree._Element, holder: str, name: str) -> Iterator[etree._Element]:
    for group in children(root, holder):
        yield from children(group, name)


def _initials(name: str) -> str:
    words = name.split()
    return name.strip() if len(words) < 2 else "".join(word[0] for word in words).upper()


def _read_notes(root: etree._Element, project: Project) -> None:
    for note in _grandchildren(root, "Notes", "Note"):
        text = text_under(note, "PlainTextContent") or text_under(note, "Description")
        guid = plain_guid(note.get("guid") or "")
        if text is None and (path := note.get("plainTextPath")):
            text = path
        if text:
            project.notes[guid] = text


def _read_cases(root: etree._Element, project: Project) -> None:
    names = {
        plain_guid(variable.get("guid") or ""): variable.get("name") or ""
        for variable in _grandchildren(root, "Variables", "Variable")
    }
    for case in _grandchildren(root, "Cases", "Case"):
        values: dict[str, str] = {}
        for value in children(case, "VariableValue"):
            reference = child(value, "VariableRef")
            guid = plain_guid(reference.get("targetGUID") or "") if reference is not None else ""
            texts = [
                "".join(map(str, one.itertext())).strip()
                for one in value
                if local(one).endswith("Value")
            ]
            if names.get(guid) and texts and texts[0]:
                values[names[guid]] = texts[0]
        sources = tuple(
            plain_guid(one.get("targetGUID") or "") for one in children(case, "SourceRef")
        )
        guid = plain_guid(case.get("guid") or "")
        project.cases.append(Case(guid, case.get("name") or "", values, sources, line_of(case)))


def _read_source(element: etree._Element, project: Project) -> None:
    kind = local(element)
    named = f"{element.get('name')} #{len(project.sources) + 1}"
    guid = plain_guid(element.get("guid") or "") or guid_of("foreign", named)
    name = element.get("name") or guid
    where = Where(project.file, line=line_of(element))
    if kind in _MEDIA or kind not in ("TextSource", "PDFSource"):
        reason = _("pictures, sound and film have no place in a study")
        project.left.append(Left(name, reason, where))
        return
    holder = element
    if kind == "PDFSource":
        representation = child(element, "Representation")
        holder = element if representation is None else representation
    for selection in element:
        if local(selection) in _SELECTIONS:
            reason = _("a marked area is no span of text")
            at = Where(project.file, line=line_of(selection))
            project.left.append(Left(name, reason, at))
    codings = list(_selections(holder, project))
    codings += (made for one in children(element, "Coding") for made in _coding(one, None, project))
    if holder is not element:
        codings += (
            made for one in children(holder, "Coding") for made in _coding(one, None, project)
        )
    project.sources.append(
        Source(
            guid,
            name,
            holder.get("plainTextPath") if local(holder) != "PDFSource" else None,
            _content(holder),
            element.get("path") if kind == "PDFSource" else None,
            tuple(codings),
            line_of(element),
            element.get("richTextPath"),
        )
    )


def _content(holder: etree._Element) -> str | None:
    found = child(holder, "PlainTextContent")
    return "".join(map(str, found.itertext())) if found is not None else None


def _selections(holder: etree._Element, project: Project) -> Iterator[Coding]:
    for selection in children(holder, "PlainTextSelection"):
        where = Where(project.file, line=line_of(selection))
        name = selection.get("name") or selection.get("guid") or ""
        try:
            first, last = (
                int(float(selection.get(f"{edge}Position") or "")) for edge in ("start", "end")
            )
        except (ValueError, OverflowError):
            project.left.append(Left(name, _("the span has no positions"), where))
            continue
        span = (min(first, last), max(first, last))
        codings = list(children(selection, "Coding"))
        if not codings:
            project.left.append(Left(name, _("the span has no code"), where))
        for coding in codings:
            yield from _coding(coding, span, project, selection)


def _coding(
    coding: etree._Element,
    span: tuple[int, int] | None,
    project: Project,
    selection: etree._Element | None = None,
) -> Iterator[Coding]:
    line = line_of(coding)
    reference = child(coding, "CodeRef")
    code = plain_guid(reference.get("targetGUID") or "") if reference is not None else ""
    if not code:
        where = Where(project.file, line=line)
        project.left.append(Left(_("coding"), _("names no code"), where))
        return
    both = [element for element in (coding, selection) if element is not None]
    user = next((u for element in both if (u := element.get("creatingUser"))), None)
    notes = [
        project.notes[guid]
        for element in both
        for note in children(element, "NoteRef")
        if (guid := plain_guid(note.get("targetGUID") or "")) in project.notes
    ]
    described = text_under(selection, "Description") if selection is not None else None
    memo = "\n\n".join(dict.fromkeys([*notes, *([described] if described else [])]))
    own = plain_guid(selection.get("guid") or "") if selection is not None else None
    yield Coding(
        plain_guid(coding.get("guid") or ""),
        code,
        span,
        plain_guid(user) if user else None,
        memo or None,
        line,
        own,
    )


def _leave_rest(root: etree._Element, project: Project) -> None:
    for holder, reason in (
        ("Links", _("links between things have no place in a study")),
        ("Graphs", _("drawings have no place in a study")),
        ("Sets", _("sets have no place in a study")),
    ):
        for group in children(root, holder):
            for one in group:
                name = one.get("name") or local(one)
                project.left.append(Left(name, reason, Where(project.file, line=line_of(one))))
    if text_under(root, "Description"):
        reason = _("the description of the project belongs in study.toml and is not changed")
        project.left.append(Left("Description", reason, Where(project.file)))
