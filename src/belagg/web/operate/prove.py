"""The process that restores a backup into a scratch place: `python -m … ARCHIVE`.

It compares every table and file with what the backup says, and fails where one differs.
"""

import sys
from pathlib import Path

import django


def main(archive: str) -> None:
    """Restore into the BELAGG_HOME of this process."""
    django.setup()
    from django.conf import settings

    from belagg.study.problems import StudyError
    from belagg.web.operate.restore import restore_archive

    try:
        restore_archive(Path(archive), Path(settings.HOME))
    except StudyError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv[1])
