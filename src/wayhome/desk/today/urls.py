"""The first screen."""

from django.urls import path

from wayhome.desk.today import views

urlpatterns = [path("", views.today, name="today")]
