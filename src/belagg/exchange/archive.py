"""All that an archive such as SND, Zenodo or Dataverse asks for, in one folder."""

from belagg.exchange.citation import export_citation
from belagg.exchange.data_csv import export_csv
from belagg.exchange.ddi.codebook import export_ddi
from belagg.exchange.formats import Exported
from belagg.exchange.package import export_package
from belagg.exchange.spss import export_spss
from belagg.study.study import Study


def export_archive(study: Study, language: str | None) -> Exported:
    """Give the citation, the DDI description, the data for SPSS and as CSV, and the package.

    `CITATION.cff`, `datacite.json` and `NAME.ddi.xml` stand first, the data in `data/` and the
    study itself in `package/`.
    """
    parts = (
        ("", export_citation(study, language)),
        ("", export_ddi(study, language)),
        ("data/csv/", export_csv(study, language)),
        ("data/spss/", export_spss(study, language)),
        ("package/", export_package(study, language)),
    )
    files = {f"{folder}{path}": data for folder, made in parts for path, data in made.files.items()}
    return Exported(
        files, tuple(dict.fromkeys(one for _folder, made in parts for one in made.left))
    )
