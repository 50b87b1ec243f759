"""The commands `belagg export` and `belagg import`."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from belagg.cli_study import study_at
from belagg.exchange.formats import Format, exportable, format_named, importable
from belagg.language import _, ngettext, terminal_language
from belagg.study.problems import Left

out = Console()
err = Console(stderr=True)


def _listed(formats: Iterable[Format]) -> str:
    return "\n\n".join(f"[bold]{made.name}[/]: {escape(_(made.about))}" for made in formats)


def export_help() -> str:
    """Give the help of `belagg export`, with the formats there are."""
    told = _("Give the study to another program. What is left out or shortened is listed.")
    return f"{told}\n\n{_listed(exportable())}"


def import_help() -> str:
    """Give the help of `belagg import`, with the formats there are."""
    told = _("Read a file of another program into a study, which is made where there is none.")
    return f"{told}\n\n{_listed(importable())}"


def export(
    name: Annotated[str, typer.Argument(metavar="FORMAT", help=_("The format."))],
    study: Annotated[
        Path,
        typer.Argument(metavar="STUDY", help=_("A study: a package folder, its zip, or db:ID.")),
    ],
    to: Annotated[
        Path, typer.Argument(metavar="OUT", help=_("A folder, a zip, or the file itself."))
    ],
    language: Annotated[
        str | None,
        typer.Option("--language", metavar="LANG", help=_("The language of labels, such as sv.")),
    ] = None,
    with_private: Annotated[
        bool,
        typer.Option(
            "--with-private", help=_("Also what is not public; for use within the study.")
        ),
    ] = False,
    with_voices: Annotated[
        bool,
        typer.Option(
            "--with-voices",
            help=_("Also what the reference groups said: their facilitator has agreed."),
        ),
    ] = False,
) -> None:
    """Write the study in a format and tell what was left out."""
    from belagg.exchange.place import place
    from belagg.exchange.prepared import prepared

    wanted = format_named(name, exportable())
    with err.status(_("Reading")):
        whole = study_at(study)
        kept, held_back = prepared(whole, wanted, private=with_private, voices=with_voices)
        exported = wanted.load_exporter()(kept, language)
        written = place(exported, to, whole.settings.study_id)
    for path in written:
        err.print(f"  {escape(str(path))}", highlight=False, soft_wrap=True)
    _tell([*held_back, *exported.left])
    err.print(_("Revision {}.").format(whole.short_revision), highlight=False)


def import_(
    name: Annotated[str, typer.Argument(metavar="FORMAT", help=_("The format."))],
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The file to read."))],
    study: Annotated[
        Path, typer.Argument(metavar="STUDY", help=_("A study package, there or to be made."))
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Tell what would come in, and write nothing."))
    ] = False,
    mapping: Annotated[
        Path | None,
        typer.Option("--map", metavar="TOML", help=_("For answers: how to read the columns.")),
    ] = None,
    save_mapping: Annotated[
        Path | None,
        typer.Option(
            "--save-mapping", metavar="TOML", help=_("For answers: write the mapping used.")
        ),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option("--sheet", metavar="NAME", help=_("For answers: the sheet to read.")),
    ] = None,
) -> None:
    """Read a file into a study and tell what was taken and what was left out."""
    from belagg.exchange.answers.bring import saved_map
    from belagg.exchange.answers.format import told
    from belagg.exchange.blank import blank_study
    from belagg.study.study import Study

    wanted = format_named(name, importable())
    if not wanted.mapped and (mapping or save_mapping or sheet):
        raise typer.BadParameter(_("--map, --save-mapping and --sheet belong to answers"))
    with err.status(_("Reading")):
        if study.exists():
            into = Study.load(study)
        else:
            today = dt.datetime.now(tz=dt.UTC).date()
            into = blank_study(study.stem, today, terminal_language())
        if mapping or save_mapping or sheet:
            brought = wanted.load_mapped()(file, into, mapping, sheet)
            imported = told(brought)
            if save_mapping is not None:
                save_mapping.write_text(saved_map(brought), encoding="utf-8")
        else:
            imported = wanted.load_importer()(file, into)
        if not dry_run:
            imported.study.save(study)
    for line in imported.taken:
        out.print(escape(line), highlight=False, soft_wrap=True)
    _tell(imported.left)
    wrote = _("Would have written {}.") if dry_run else _("Wrote {}.")
    err.print(wrote.format(escape(str(study))), highlight=False, soft_wrap=True)


def _tell(left: Iterable[Left]) -> None:
    told = [str(one) for one in left]
    for text in told:
        out.print(escape(text), highlight=False, soft_wrap=True)
    if told:
        count = ngettext(
            "{} thing was left out or changed.", "{} things were left out or changed.", len(told)
        )
        err.print(count.format(len(told)), highlight=False)
