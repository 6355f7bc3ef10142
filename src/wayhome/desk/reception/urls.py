"""The addresses of this screen."""

from django.urls import path

from wayhome.desk.reception import views

urlpatterns = [path("", views.first, name="reception")]
