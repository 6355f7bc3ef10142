"""The addresses of this screen."""

from django.urls import path

from wayhome.desk.journal import views

urlpatterns = [path("", views.first, name="journal")]
