"""The addresses of this screen."""

from django.urls import path

from wayhome.desk.terms import views

urlpatterns = [path("", views.first, name="terms")]
