"""A member's own pages."""

from django.urls import path

from wayhome.desk.seats import views

urlpatterns = [
    path("", views.own, name="own"),
    path("language/", views.language, name="language"),
    path("round/", views.choose_round, name="choose_round"),
    path("second-factor/", views.second_factor, name="second_factor"),
    path("link/<str:token>/", views.by_link, name="by_link"),
]
