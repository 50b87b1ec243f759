"""Whether the guide may be made of a study, and its files."""

from collections import Counter
from dataclasses import replace

from belagg.language import _, marked, ngettext, translate
from belagg.publish.guide.page import guide_page
from belagg.publish.guide.services import Service, Showing, services_of
from belagg.publish.guide.telling import Telling, telling
from belagg.publish.guide.words import languages_of
from belagg.publish.made import Made
from belagg.publish.rules import RuleBook
from belagg.study.problems import Problem, StudyError, Where, nearest
from belagg.study.settings import GuideRelease
from belagg.study.study import Study
from belagg.study.vocabulary import GroupKind

ADDRESS = "site/g/index.html"
"""Where the guide lies: one letter, which tells nothing in a history or a log."""

_LEAVE_TO = "https://www.smhi.se/"
_DRAFT = marked("A draft to read through. No group has approved it, and nobody may rely on it.")


def guide_files(study: Study) -> Made:
    """Give the guide, or why it is not made.

    It is made only when a reference group with own experience has approved it, by the study's day.
    StudyError where study.toml names a group that is not one, or a language file is faulty.
    """
    release = study.settings.guide
    if release is None:
        if not len(study.tables["services"]):
            return Made()
        return Made(notices=(_("No guide: study.toml has no approval of it under [guide]."),))
    _require_group_with_experience(study, release)
    if release.approved_on > study.settings.date:
        message = _("No guide: it is approved on {}, after the day of the study, {}.")
        return Made(notices=(message.format(release.approved_on, study.settings.date),))
    services, tellings = services_of(study), _tellings(study)
    overdue = {rule.rule_id for told in tellings for rule in told.overdue}
    late = _("The guide hides what rests on {}: past the day by which it was to be reviewed.")
    notices = (*_left_out(services, study, release), *(late.format(r) for r in sorted(overdue)))
    return Made({ADDRESS: _page(study, release, services, tellings)}, notices)


def draft(study: Study) -> bytes:
    """Give the guide as it would be, for a group to read before it approves it.

    It says first that nobody has approved it. StudyError as `guide_files`.
    """
    settings = study.settings
    held = settings.guide or GuideRelease("", settings.date, _LEAVE_TO)
    notice = {
        language: f"{translate(_DRAFT, language)} {held.notice.get(language, '')}".rstrip()
        for language in settings.languages
    }
    release = replace(held, notice=notice)
    drafted = replace(study, settings=replace(settings, guide=release), rows={})
    return _page(drafted, release, services_of(study), _tellings(study))


def _tellings(study: Study) -> tuple[Telling, ...]:
    book = RuleBook.of(study)
    return tuple(telling(book, child=child) for child in (True, False))


def _page(
    study: Study,
    release: GuideRelease,
    services: tuple[Service, ...],
    tellings: tuple[Telling, ...],
) -> bytes:
    day = study.settings.date
    shown = tuple(s for s in services if s.showing(day, release.flag_after).is_shown)
    return guide_page(study, release, shown, tellings, languages_of(study))


def _require_group_with_experience(study: Study, release: GuideRelease) -> None:
    kinds = dict(study.tables["groups"].select("group_id", "kind").iter_rows())
    if kinds.get(release.approved_by) == GroupKind.EXPERIENCE.value:
        return
    fit = [group for group, kind in kinds.items() if kind == GroupKind.EXPERIENCE.value]
    message = _("guide.approved_by: “{}” is not a group of the kind `experience` in groups.csv")
    raise StudyError(
        [
            Problem(
                "guide-approval",
                message.format(release.approved_by),
                Where("study.toml"),
                release.approved_by,
                nearest(release.approved_by, fit),
            )
        ]
    )


def _left_out(
    services: tuple[Service, ...], study: Study, release: GuideRelease
) -> tuple[str, ...]:
    day = study.settings.date
    counts = Counter(service.showing(day, release.flag_after) for service in services)
    why = {
        Showing.NEVER_CONFIRMED: marked("never confirmed by the service itself"),
        Showing.EXPIRED: marked("confirmed too long ago"),
        Showing.NOT_YET: marked("confirmed after the day of the study"),
    }
    return tuple(
        ngettext(
            "The guide leaves out {} service: {}.", "The guide leaves out {} services: {}.", count
        ).format(count, _(why[showing]))
        for showing, count in counts.items()
        if showing in why
    )
