"""The addresses of this screen."""

from django.urls import path

from wayhome.desk.package import views

urlpatterns = [path("", views.first, name="package")]
