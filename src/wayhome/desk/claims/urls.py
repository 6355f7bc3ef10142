"""The addresses of this screen."""

from django.urls import path

from wayhome.desk.claims import views

urlpatterns = [path("", views.first, name="claims")]
