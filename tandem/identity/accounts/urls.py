"""Our own addresses, and those of django-allauth that we want, under its names: the others do not exist."""

from allauth.account import views as allauth_views
from allauth.socialaccount import views as socialaccount_views
from django.urls import include, path

from tandem.identity.accounts.registry import reauthentication_required
from tandem.identity.accounts.views import entrance, external, own, paper

ours = [
    path("account/", own.account, name="account"),
    path("account/devices/", own.open_sessions, name="sessions"),
    path("account/devices/others/log-out/", own.end_other_sessions, name="end_other_sessions"),
    path("account/devices/<int:session_id>/log-out/", own.end_session, name="end_session"),
    path("account/log-in-again/", own.log_in_again, name="log_in_again"),
    path("account/login-name/", reauthentication_required(own.login_name), name="login_name"),
    path("account/letter/", paper.letter, name="letter"),
    path("code/", paper.type_code, name="paper_code"),
    path("code/account/", paper.UseCode.as_view(), name="use_paper_code"),
    path("language/", own.language, name="language"),
    path("log-in/unsent/", entrance.unsent, name="unsent"),
]

urlpatterns = [
    path("", include((ours, "accounts"))),
    path("log-in/", entrance.log_in, name="account_login"),
    path("log-out/", entrance.log_out, name="account_logout"),
    path("sign-up/", allauth_views.signup, name="account_signup"),
    path("sign-up/verify/", allauth_views.email_verification_sent, name="account_email_verification_sent"),
    path("forgotten-password/", allauth_views.password_reset, name="account_reset_password"),
    path(
        "forgotten-password/code/",
        entrance.ForgottenPasswordCode.as_view(),
        name="account_confirm_password_reset_code",
    ),
    path("forgotten-password/new/", allauth_views.complete_password_reset, name="account_complete_password_reset"),
    path(
        "forgotten-password/done/",
        allauth_views.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
    path("account/confirm/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("account/email/", reauthentication_required(allauth_views.email), name="account_email"),
    path("account/password/", allauth_views.password_change, name="account_change_password"),
    path(
        "account/password/first/", reauthentication_required(allauth_views.password_set), name="account_set_password"
    ),
    path("log-in/at/<slug:provider_id>/", external.begin, name="openid_connect_login"),
    path("log-in/at/<slug:provider_id>/back/", external.come_back, name="openid_connect_callback"),
    path(
        "account/log-ins/",
        reauthentication_required(socialaccount_views.connections),
        name="socialaccount_connections",
    ),
]
