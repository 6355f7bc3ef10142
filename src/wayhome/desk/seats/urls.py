"""A member's own pages."""

from django.urls import path

from wayhome.desk.seats import enrolling, members, views

urlpatterns = [
    path("", views.own, name="own"),
    path("theme/", views.theme, name="theme"),
    path("members/", members.members, name="members"),
    path("members/<int:number>/duty/", members.change_duty, name="member_duty"),
    path("members/<int:number>/invite/", members.invite_again, name="member_invite"),
    path("invitation/<str:token>/", enrolling.invitation, name="invitation"),
    path("language/", views.language, name="language"),
    path("round/", views.choose_round, name="choose_round"),
    path("second-factor/", views.second_factor, name="second_factor"),
    path("link/<str:token>/", views.by_link, name="by_link"),
]
