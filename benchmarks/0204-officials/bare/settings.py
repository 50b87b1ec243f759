"""The same database settings and the same server as the web application, and nothing else."""

from belagg.web.settings import (  # noqa: F401  # what Django reads
    ALLOWED_HOSTS,
    DATABASES,
    DEFAULT_AUTO_FIELD,
    LOGGING,
    SECRET_KEY,
    USE_TZ,
)

INSTALLED_APPS = ["bare"]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "bare.views"
