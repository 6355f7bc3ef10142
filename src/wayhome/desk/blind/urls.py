"""The addresses of blind tracing."""

from django.urls import path

from wayhome.desk.blind import views

urlpatterns = [
    path("", views.first, name="blind"),
    path("accept/", views.accept, name="blind_accept"),
    path("draw/", views.draw, name="blind_draw"),
    path("excuse/", views.excuse, name="blind_excuse"),
    path("life/<str:name>/<str:person>/", views.life, name="blind_life"),
]
