"""Two addresses for whoever watches over the server; they tell nothing about what is in it."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from belagg.web.people.access import open_to_all


@open_to_all
@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """Say that this process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@open_to_all
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Say whether requests can be served: 200 where they can, else 503 with what is missing."""
    held = {"database": database_answers(), "migrations": False}
    held["migrations"] = held["database"] and migrations_applied()
    return JsonResponse(held, status=200 if all(held.values()) else 503)


def database_answers() -> bool:
    """Say whether the database can be asked."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def migrations_applied() -> bool:
    """Say whether the database has the shape of this version."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
