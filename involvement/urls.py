from django.urls import path

from involvement import views

app_name = "involvement"
urlpatterns = [
    # People on the register, and a person's own record
    path("people/", views.participants, name="participants"),
    path("people/add/", views.add_participant, name="add_participant"),
    path("people/download/", views.participants_csv, name="participants_csv"),
    path("people/<uuid:pk>/", views.participant, name="participant"),
    path("people/<uuid:pk>/edit/", views.edit_participant, name="edit_participant"),
    path("people/<uuid:pk>/access-needs/", views.edit_access_needs, name="edit_access_needs"),
    path("people/<uuid:pk>/equality-answers/", views.enter_equality_answers, name="enter_equality_answers"),
    path("people/<uuid:pk>/card/", views.claim_card, name="claim_card"),
    path("people/<uuid:pk>/end/", views.end_participation, name="end_participation"),
    path("people/<uuid:pk>/return/", views.return_to_register, name="return_to_register"),
    path("card/", views.claim_record, name="claim_record"),
    path("my-record/", views.my_record, name="my_record"),
    path("my-record/access-needs/", views.my_access_needs, name="my_access_needs"),
    path("my-record/answers/", views.my_equality_answers, name="my_equality_answers"),
    path("my-record/answers/stop/", views.stop_equality_answers, name="stop_equality_answers"),
    path("my-record/answers/young-people/", views.under_18, name="under_18"),
    path("my-record/answers/ethnic_group/", views.my_ethnic_group, name="my_ethnic_group"),
    path("my-record/answers/ethnic_group/more/", views.my_ethnic_detail, name="my_ethnic_detail"),
    path("my-record/answers/<slug:question>/", views.my_equality_answer, name="my_equality_answer"),
]
