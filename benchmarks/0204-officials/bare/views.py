"""One view, and its address."""

from django.http import HttpRequest, JsonResponse
from django.urls import path


def insert(request: HttpRequest) -> JsonResponse:
    """Insert one row."""
    from bare.models import Row

    row = Row.objects.create(text=request.POST["text"])
    return JsonResponse({"pk": row.pk})


urlpatterns = [path("insert/", insert)]
