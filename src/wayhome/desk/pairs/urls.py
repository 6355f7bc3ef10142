"""The addresses of this screen."""

from django.urls import path

from wayhome.desk.pairs import views

urlpatterns = [path("", views.first, name="pairs")]
