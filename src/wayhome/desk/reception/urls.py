"""The addresses of the reception."""

from django.urls import path

from wayhome.desk.reception import views

urlpatterns = [
    path("", views.first, name="reception"),
    path("care/", views.into_care, name="reception_care"),
    path("families/", views.families, name="reception_families"),
    path("person/<str:person>/", views.hand_on, name="reception_hand_on"),
]
