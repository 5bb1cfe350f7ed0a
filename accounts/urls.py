from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("home/", views.home, name="home"),
    path("everything/", views.everything, name="everything"),
    path("your-account/", views.account, name="account"),
    path("your-account/second-step/", views.second_factor, name="second_factor"),
    path("your-account/role/", views.switch_role, name="switch_role"),
    path("your-account/stay/", views.extend_session, name="extend_session"),
    path("your-account/kept/<uuid:pk>/", views.draft, name="draft"),
    path("your-account/kept/<uuid:pk>/throw-away/", views.throw_away_draft, name="throw_away_draft"),
    path("members/", views.members, name="members"),
    path("members/invite/", views.invite_member, name="invite_member"),
    path("members/<uuid:pk>/add-role/", views.add_role, name="add_role"),
    path("members/<uuid:pk>/end/", views.end_membership, name="end_membership"),
    path("members/invitations/<uuid:pk>/withdraw/", views.withdraw_invitation, name="withdraw_invitation"),
    path("invitation/<str:token>/", views.accept_invitation, name="accept_invitation"),
    path("organisation/", views.organisation, name="organisation"),
    path("organisation/logo/<uuid:pk>/", views.logo, name="logo"),
    path("organisation/audit/", views.audit_log, name="audit_log"),
]
