from django.urls import path

from tandem.market.ads.views import search

app_name = "ads"
urlpatterns = [
    path("jobs/", search.results, name="search"),
    path("jobs/suggest/", search.suggest, name="suggest"),
]
