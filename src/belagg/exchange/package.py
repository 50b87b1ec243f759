"""The study itself as a data package that other programs read."""

from belagg.exchange.formats import Exported
from belagg.study.package import package_files
from belagg.study.study import Study


def export_package(study: Study, _language: str | None) -> Exported:
    """Give every file of the package, `datapackage.json` among them."""
    return Exported(package_files(study), is_package=True)
