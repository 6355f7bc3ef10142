"""The addresses of this screen."""

from django.urls import path

from wayhome.desk.register import views

urlpatterns = [path("", views.first, name="register")]
