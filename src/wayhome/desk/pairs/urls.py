"""The addresses of tracing."""

from django.urls import path

from wayhome.desk.pairs import stating, views

urlpatterns = [
    path("", views.first, name="pairs"),
    path("pair/<int:number>/", views.one, name="pair"),
    path("undo/", views.undo, name="pairs_undo"),
    path("state/", stating.state, name="pairs_state"),
]
