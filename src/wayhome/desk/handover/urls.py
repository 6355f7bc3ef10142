"""The addresses of this screen."""

from django.urls import path

from wayhome.desk.handover import views

urlpatterns = [path("", views.first, name="handover")]
