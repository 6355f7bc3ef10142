"""The addresses of this screen."""

from django.urls import path

from wayhome.desk.figures import views

urlpatterns = [path("", views.first, name="figures")]
