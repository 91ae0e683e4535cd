from django.urls import path

from tandem.identity.organisations.views import helping, joining, offices, operators, team

_ONE = "organisations/<int:organisation_id>/"
_MEMBER = f"{_ONE}members/<int:membership_id>/"

app_name = "organisations"
urlpatterns = [
    path("office/", offices.find, name="find_office"),
    path("organisation/", team.own, name="own"),
    path("organisations/", operators.every, name="all"),
    path("organisations/new/", operators.create, name="create"),
    path(_ONE, team.team, name="team"),
    path(f"{_ONE}checked/", operators.checked, name="checked"),
    path(f"{_ONE}licence/", operators.licence, name="licence"),
    path(f"{_ONE}block/", operators.block, name="block"),
    path(f"{_ONE}unblock/", operators.unblock, name="unblock"),
    path(f"{_ONE}confirm/", team.confirm_team, name="confirm_team"),
    path(f"{_ONE}invite/", team.invite, name="invite"),
    path(f"{_ONE}invitations/<int:invitation_id>/withdraw/", team.withdraw, name="withdraw"),
    path(_MEMBER, team.member, name="member"),
    path(f"{_MEMBER}end/", team.end, name="end"),
    path(f"{_MEMBER}wake/", team.wake, name="wake"),
    path("invitation/", joining.accept, name="accept"),
    path("invitation/<int:invitation_id>/", joining.accept_in_account, name="accept_in_account"),
    path("company/", joining.company, name="company"),
    path("company/code/", joining.access_code, name="access_code"),
    path("agency/", joining.agency, name="agency"),
    path("i-help/", helping.i_help, name="i_help"),
    path("i-help/again/", helping.resume, name="resume_helping"),
    path("i-help/end/", helping.end, name="end_helping"),
]
