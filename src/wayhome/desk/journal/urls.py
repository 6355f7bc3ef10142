"""The addresses of the journal."""

from django.urls import path

from wayhome.desk.journal import acts, checkpoints, checks, copies, covenants, keys

urlpatterns = [
    path("", acts.acts, name="journal"),
    path("<int:position>/", acts.act, name="journal_act"),
    path("<int:position>/act.json", copies.act_file, name="journal_act_file"),
    path("<int:position>/act.tlog-proof", copies.proof_file, name="journal_proof"),
    path("verify/", checks.verify, name="journal_verify"),
    path("verified/<int:number>/", checks.verified, name="journal_verified"),
    path("sign/", checkpoints.sign_for, name="journal_sign"),
    path("journal.zip", copies.download, name="journal_download"),
    path("covenant/", covenants.covenant, name="covenant"),
    path("covenant/draft/", covenants.draft, name="covenant_draft"),
    path("covenant/sign/", covenants.sign, name="covenant_sign"),
    path("covenant/adopt/", covenants.adopt, name="covenant_adopt"),
    path("seats/", keys.seats, name="journal_seats"),
    path("seats/take/", keys.take, name="journal_take_seat"),
    path("seats/confirm/<str:seat>/", keys.confirm, name="journal_confirm_key"),
]
