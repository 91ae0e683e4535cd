"""As what one acts, on top of every page: seen always, changed in one step."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from tandem.foundation.http.context import form_of
from tandem.identity.access import selectors
from tandem.identity.access.middleware import hats_of
from tandem.identity.access.presenters import hat_label


def hats(request: HttpRequest) -> SafeString:
    """The hat worn now, and a button for each other one; nothing for a visitor and for an account without any."""
    # Error pages are drawn before the middleware has run, too.
    if not hasattr(request, "acting") or not (worn := hats_of(request)):
        return mark_safe("")
    places = selectors.names("organisation", (hat.organisation_id for hat in worn))
    now_worn = request.acting.hat
    label = next(hat_label(hat, places) for hat in worn if hat.hat == now_worn)
    if len(worn) == 1:
        return format_html('<span class="page-header__hat">{}</span>', label)
    others = [{"key": hat.hat, "label": hat_label(hat, places)} for hat in worn if hat.hat != now_worn]
    return render_to_string("access/hats.html", {"label": label, "others": others, **form_of(request)})
