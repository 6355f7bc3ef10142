"""The addresses of the register. No name and no list's reference stands in one."""

from django.urls import path

from wayhome.desk.register import people, versions, views

urlpatterns = [
    path("", views.first, name="register"),
    path("<int:number>/", views.one, name="register_list"),
    path("<int:number>/versions/", versions.of_list, name="register_versions"),
    path("<int:number>/differences/", versions.between, name="register_differences"),
    path("person/<int:number>/", people.person, name="register_person"),
    path("version/<int:number>/", versions.one, name="register_version"),
    path("version/<int:number>/columns/", versions.columns, name="register_columns"),
    path("version/<int:number>/take/", versions.take, name="register_take"),
    path("version/<int:number>/discard/", versions.discard, name="register_discard"),
    path("version/<int:number>/rejected/", versions.rejected, name="register_rejected"),
]
