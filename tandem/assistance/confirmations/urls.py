from django.urls import path

from tandem.assistance.confirmations.views import helper, own, paper

app_name = "confirmations"
urlpatterns = [
    path("in-place/", own.mine, name="mine"),
    path("in-place/<int:act_id>/", own.decide, name="decide"),
    path("in-place/<int:act_id>/no/", own.refuse, name="refuse"),
    path("in-place/asked/", helper.asked, name="asked"),
    path("in-place/asked/<int:act_id>/", helper.one, name="one"),
    path("in-place/asked/<int:act_id>/sms/", helper.ask_by_sms, name="ask_by_sms"),
    path("in-place/asked/<int:act_id>/sheet/", helper.sheet, name="sheet"),
    path("in-place/asked/<int:act_id>/take-back/", helper.take_back, name="take_back"),
    path("in-place/asked/<int:act_id>/together/", helper.together, name="together"),
    path("in-place/for/<int:person_id>/<slug:kind>/<slug:subject>/", helper.ask, name="ask"),
    path("in-place/paper/", paper.note, name="paper"),
]
