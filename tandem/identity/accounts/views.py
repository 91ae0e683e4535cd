from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tandem.foundation.clock import now
from tandem.foundation.languages import Language
from tandem.identity.accounts import services
from tandem.identity.accounts.forms import LanguageForm

HOME = "homes:home"


@never_cache
@require_http_methods(["GET", "POST"])
def language(request: HttpRequest) -> HttpResponse:
    """The language of pages, letters and messages."""
    form = LanguageForm(request.POST or None, initial={"language": request.user.language})  # type: ignore[union-attr]
    if request.method == "POST" and form.is_valid():
        chosen = Language(form.cleaned_data["language"])
        services.choose_language(request.acting, language=chosen, now=now())  # type: ignore[attr-defined]
        with override(chosen):
            messages.success(request, _("From now on we write to you in this language."))
            return redirect(HOME)
    return render(request, "accounts/language.html", {"form": form})
