from django.urls import include, path

from tandem.identity.factors.views import add, ask, own

own_pages = [
    path("log-in/second-factor/", ask.log_in, name="log_in"),
    path("log-in/passkey/", ask.Passkey.as_view(), name="passkey"),
    path("confirm/", ask.Confirm.as_view(), name="confirm"),
    path("how-you-log-in/", own.index, name="index"),
    path("how-you-log-in/first/", own.prefer, name="prefer"),
    path("how-you-log-in/not-now/", own.not_now, name="not_now"),
    path("how-you-log-in/app/", add.App.as_view(), name="app"),
    path("how-you-log-in/phone/", add.Phone.as_view(), name="phone"),
    path("how-you-log-in/phone/code/", add.PhoneCode.as_view(), name="phone_code"),
    path("how-you-log-in/key/", add.Key.as_view(), name="key"),
    path("how-you-log-in/key/<int:key_id>/", own.one_key, name="one_key"),
    path("how-you-log-in/list/", add.CodeSheet.as_view(), name="list"),
    path("how-you-log-in/recovery/", add.RecoveryCodes.as_view(), name="recovery"),
    path("how-you-log-in/<str:factor>/remove/", own.remove, name="remove"),
]

urlpatterns = [
    path("", include((own_pages, "factors"))),
    # The same page under the names by which django-allauth looks for it.
    path("confirm/code/", ask.Confirm.as_view(), name="mfa_reauthenticate"),
    path("confirm/key/", ask.Confirm.as_view(), name="mfa_reauthenticate_webauthn"),
]
