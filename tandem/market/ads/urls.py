from django.urls import path

from tandem.market.ads.views import ad, search

app_name = "ads"
urlpatterns = [
    path("jobs/", search.results, name="search"),
    path("jobs/suggest/", search.suggest, name="suggest"),
    path("jobs/<uuid:ad_id>/", ad.detail, name="detail"),
]
