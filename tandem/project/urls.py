from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from tandem.project import operations

handler400 = "tandem.foundation.http.errors.bad_request"
handler403 = "tandem.foundation.http.errors.forbidden"
handler404 = "tandem.foundation.http.errors.not_found"
handler429 = "tandem.foundation.http.errors.too_many_requests"  # asked for by django-allauth
handler500 = "tandem.foundation.http.errors.server_error"

urlpatterns = [
    path("healthz", operations.healthz, name="healthz"),
    path("readyz", operations.readyz, name="readyz"),
    path("metrics", operations.metrics, name="metrics"),
    path("", include("tandem.portals.homes.urls_without_language")),
    path("", include("tandem.foundation.sending.urls")),
    path("", include("tandem.facilities.deadlines.urls_without_language")),
    path("", include("tandem.eservices.efforts.urls_without_language")),
    *i18n_patterns(
        path("", include("tandem.portals.homes.urls")),
        path("", include("tandem.identity.accounts.urls")),
        path("", include("tandem.identity.factors.urls")),
        path("", include("tandem.identity.access.urls")),
        path("", include("tandem.identity.organisations.urls")),
        path("", include("tandem.identity.people.urls")),
        path("", include("tandem.identity.recovery.urls")),
        path("", include("tandem.identity.presence_codes.urls")),
        path("", include("tandem.identity.activation.urls")),
        path("", include("tandem.identity.own_data.urls")),
        path("", include("tandem.identity.mandates.urls")),
        path("", include("tandem.identity.tokens.urls")),
        path("", include("tandem.facilities.receipts.urls")),
        path("", include("tandem.facilities.notifications.urls")),
        path("", include("tandem.facilities.deadlines.urls")),
        path("", include("tandem.facilities.documents.urls")),
        path("", include("tandem.market.ads.urls")),
        path("", include("tandem.eservices.procedures.urls")),
        path("", include("tandem.eservices.efforts.urls")),
        path("", include("tandem.eservices.on_paper.urls")),
        path("", include("tandem.eservices.dossier.urls")),
        path("", include("tandem.eservices.certificates.urls")),
        path("", include("tandem.eservices.entitlement.urls")),
        path("", include("tandem.assistance.autonomy.urls")),
        path("", include("tandem.assistance.helplog.urls")),
        path("", include("tandem.assistance.shadow.urls")),
        path("", include("tandem.assistance.lessons.urls")),
        path("", include("tandem.assistance.second_look.urls")),
        path("", include("tandem.assistance.confirmations.urls")),
        path("", include("tandem.assistance.sessions.urls")),
        path("", include("tandem.authorities.counselling.urls")),
        path("", include("tandem.authorities.fund.urls")),
        path("", include("tandem.foundation.urls")),
    ),
]

if settings.DEMO:
    urlpatterns += i18n_patterns(path("", include("tandem.portals.demo.urls")))
