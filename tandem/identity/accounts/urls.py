"""Our own addresses, and those of django-allauth that we want, under its names: the others do not exist."""

from allauth.account import views as allauth_views
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.http import require_POST

from tandem.identity.accounts import views

own = [
    path("language/", views.language, name="language"),
]

urlpatterns = [
    path("", include((own, "accounts"))),
    path("log-in/", allauth_views.login, name="account_login"),
    path("log-out/", login_not_required(require_POST(allauth_views.logout)), name="account_logout"),
]
