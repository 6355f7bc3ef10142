"""The addresses of claims and the account."""

from django.urls import path

from wayhome.desk.claims import account, views

urlpatterns = [
    path("", views.first, name="claims"),
    path("lodge/", views.lodge, name="claims_lodge"),
    path("claim/<str:name>/", views.one, name="claim"),
    path("claim/<str:name>/answer/", views.answer, name="claim_answer"),
    path("claim/<str:name>/settle/", views.settle, name="claim_settle"),
    path("claim/<str:name>/withdraw/", views.withdraw, name="claim_withdraw"),
    path("account/", account.drawn_up, name="account"),
    path("account/reconcile/", account.reconcile, name="account_reconcile"),
    path("account/shortfalls/", account.record, name="account_record"),
    path("account/close/", account.close, name="account_close"),
]
