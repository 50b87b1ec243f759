"""A picture of the package, with the text alternative that it must have."""

import io
from pathlib import PurePosixPath

from belagg.language import _
from belagg.manuscript.context import Context
from belagg.manuscript.read import FOLDER
from belagg.manuscript.source import Picture, Run
from belagg.manuscript.tree import ImageBlock, Text
from belagg.manuscript.uses import UseKind
from belagg.study.problems import Problem, Where, nearest

MEDIA = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".svg": "image/svg+xml",
}
"""The pictures that all outputs can show, by the end of their name."""


def picture(source: Picture, where: Where, ctx: Context) -> ImageBlock | None:
    """Make a picture; what is wrong is noted, and None given where it cannot be shown.

    The path is looked for in the package, and beside the manuscript.
    """
    alt = ctx.plain(Run(source.alt, where))
    if not alt.strip():
        message = _("the picture has no text alternative: ![what it shows]({})")
        ctx.problems.append(Problem("missing-alt", message.format(source.path), where, source.path))
    files = ctx.study.files
    beside = str(PurePosixPath(where.file).parent / source.path)
    path = next((p for p in (source.path, beside, f"{FOLDER}/{source.path}") if p in files), None)
    pictures = [name for name in files if PurePosixPath(name).suffix.lower() in MEDIA]
    if path is None:
        message = _("the package has no file “{}”").format(source.path)
        near = nearest(source.path, pictures)
        ctx.problems.append(Problem("picture", message, where, source.path, near))
        return None
    media = MEDIA.get(PurePosixPath(path).suffix.lower())
    if media is None:
        message = _("a picture is a file in one of the formats {}").format(", ".join(MEDIA))
        ctx.problems.append(Problem("picture", message, where, source.path))
        return None
    ctx.uses.add(UseKind.FILE, path, where)
    caption = ctx.plain(Run(source.caption, where))
    data = files[path].read()
    if not _is_sound(data, media):
        message = _("the file “{}” is damaged, or no picture of the kind its name says")
        ctx.problems.append(Problem("picture", message.format(path), where, source.path))
        return None
    if not caption:
        return ImageBlock(data, media, alt)
    number = ctx.numbering.next("picture")
    anchor = ctx.anchors.give(f"picture-{PurePosixPath(path).stem}")
    ctx.labels[anchor] = number
    return ImageBlock(data, media, alt, (Text(caption),), number, anchor)


def _is_sound(data: bytes, media: str) -> bool:
    """Tell whether the bytes are a picture of the kind that the name of the file says."""
    from lxml import etree
    from PIL import Image

    if media == MEDIA[".svg"]:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            return False
        return etree.QName(root).localname == "svg"
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.verify()
            return Image.MIME.get(image.format or "") == media
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
