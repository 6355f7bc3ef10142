"""The addresses of this screen."""

from django.urls import path

from wayhome.desk.package import changing, drawing, people, planning, views

urlpatterns = [
    path("", views.first, name="package"),
    path("sign/", views.sign, name="package_sign"),
    path("search/", people.search, name="package_search"),
    path("person/<str:reference>/", people.person, name="package_person"),
    path("person/<str:reference>/note/", people.note, name="package_note"),
    path("person/<str:reference>/move/", changing.move, name="package_move"),
    path("change/", changing.change, name="package_change"),
    path("change/forget/", changing.forget, name="package_forget"),
    path("plans/", planning.plans, name="package_plans"),
    path("plans/pool/", planning.hand_in, name="package_pool"),
    path("plans/ask/", planning.ask, name="package_ask"),
    path("plans/<int:number>/", planning.one, name="package_plan"),
    path("plans/<int:number>/give/", planning.give, name="package_give"),
    path("plans/<int:number>/propose/", planning.propose, name="package_propose"),
    path("plans/<int:number>/lottery/", drawing.freeze, name="package_freeze"),
    path("plans/<int:number>/drawn/", drawing.follow, name="package_drawn"),
    path("lottery/", drawing.file, name="package_lottery"),
    path("lottery/commit/", drawing.commit, name="package_commit"),
    path("lottery/reveal/", drawing.reveal, name="package_reveal"),
    path("lottery/draw/", drawing.draw, name="package_draw"),
    path("plans/<int:number>/<str:what>/", planning.download, name="package_file"),
]
