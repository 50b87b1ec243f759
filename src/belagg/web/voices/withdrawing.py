"""The page on which somebody takes back her words, with a code that nobody else holds."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from belagg.web.people.access import open_to_all
from belagg.web.people.tries import Tries
from belagg.web.voices import quoting

TRIES = Tries("withdrawals", 10, 600)
"""How many codes that are nobody's an address may try in ten minutes."""


class CodeForm(forms.Form):
    """The code that was handed to the participant."""

    code = forms.CharField(
        label=gettext_lazy("Your code"), max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters",
                                      "spellcheck": "false", "class": "short-code"}),
    )  # fmt: skip


@never_cache
def _page(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "voices/withdraw.html", {"form": form})
    if not TRIES.left(request):
        return render(request, "voices/withdraw.html", {"wait": True}, status=429)
    speaker = quoting.by_code(form.cleaned_data["code"])
    if speaker is None:
        TRIES.failed(request)
        form.add_error("code", _("No such code. Look at each letter and try again."))
        return render(request, "voices/withdraw.html", {"form": form})
    quoting.withdraw(speaker)
    return render(request, "voices/withdraw.html", {"done": True})


@open_to_all
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take a code, and take back all that was said by who holds it."""
    return _page(request)
