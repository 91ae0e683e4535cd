from django.urls import path

from tandem.identity.mandates.views import desk, giving, held, outside, own

app_name = "mandates"
urlpatterns = [
    path("my-helpers/", own.mine, name="mine"),
    path("my-helpers/give/", giving.Who.as_view(), name="give"),
    path("my-helpers/give/what/", giving.What.as_view(), name="give_what"),
    path("my-helpers/give/how-far/", giving.HowFar.as_view(), name="give_how_far"),
    path("my-helpers/give/how-long/", giving.HowLong.as_view(), name="give_how_long"),
    path("my-helpers/<int:mandate_id>/", own.mandate, name="mandate"),
    path("my-helpers/<int:mandate_id>/answer/", own.decide, name="decide"),
    path("my-helpers/<int:mandate_id>/granted/", own.granted, name="granted"),
    path("my-helpers/<int:mandate_id>/end/", own.end, name="end"),
    path("my-helpers/<int:mandate_id>/end/<str:area>/", own.end_area, name="end_area"),
    path("my-helpers/<int:mandate_id>/remove/<int:user_id>/", own.remove_helper, name="remove_helper"),
    path("my-helpers/<int:mandate_id>/renew/", own.renew, name="renew"),
    path("my-helpers/<int:mandate_id>/mandate.pdf", own.sheet, name="sheet"),
    path("mandates/", held.held, name="held"),
    path("mandates/propose/", held.propose, name="propose"),
    path("mandates/paper/", held.note_paper, name="note_paper"),
    path("mandates/desk/", desk.desk, name="desk"),
    path("mandates/desk/<int:mandate_id>/", desk.desk_one, name="desk_one"),
    path("mandates/<int:mandate_id>/", held.held_one, name="held_one"),
    path("mandates/<int:mandate_id>/ask-by-sms/", held.ask_by_sms, name="ask_by_sms"),
    path("mandates/<int:mandate_id>/form.pdf", held.form_on_paper, name="form_on_paper"),
    path("mandates/<int:mandate_id>/give-back/", held.give_back, name="give_back"),
    path("mandates/<int:mandate_id>/propose-again/", held.renew, name="propose_again"),
    path("mandates/<int:mandate_id>/name/<int:user_id>/", held.name_helper, name="name_helper"),
    path("mandates/<int:mandate_id>/withdraw/<int:user_id>/", held.withdraw_helper, name="withdraw_helper"),
    path("m/", outside.slip, name="slip"),
    path("m/<str:code>/", outside.proof, name="proof"),
]
