"""The addresses of inquiries."""

from django.urls import path

from wayhome.desk.inquiries import views

urlpatterns = [
    path("", views.first, name="inquiries"),
    path("ask/", views.ask, name="inquiry_ask"),
    path("references/", views.references, name="inquiry_references"),
    path("inquiry/<str:name>/", views.one, name="inquiry"),
    path("inquiry/<str:name>/answer/", views.answer, name="inquiry_answer"),
]
