"""Which address below /dissemination/ shows what?"""

from django.urls import URLPattern, URLResolver, path

from thongsuot.dissemination.views import conferences, funnel, inbox, sending, venues

urlpatterns: list[URLPattern | URLResolver] = [
    path("inbox/", inbox.inbox, name="dissemination-inbox"),
    path("inbox/receive/", inbox.receive, name="dissemination-receive"),
    path("outbox/", inbox.outbox, name="dissemination-outbox"),
    path("deliveries/<int:pk>/return/", inbox.give_back, name="dissemination-return"),
    path("documents/<int:pk>/", funnel.document, name="dissemination-document"),
    path("documents/<int:pk>/send/", sending.send, name="dissemination-send"),
    path("documents/<int:pk>/recall/", funnel.recall, name="dissemination-recall"),
    path("documents/<int:pk>/remind/", funnel.remind, name="dissemination-remind"),
    path("documents/<int:pk>/acknowledge/", funnel.acknowledge, name="dissemination-acknowledge"),
    path("documents/<int:pk>/session/", venues.session, name="session-new"),
    path("conferences/", conferences.conferences, name="conferences"),
    path("conferences/new/", conferences.new, name="conference-new"),
    path("conferences/<int:pk>/", conferences.conference, name="conference"),
    path("conferences/<int:pk>/edit/", conferences.edit, name="conference-edit"),
    path("conferences/<int:pk>/hold/", conferences.hold, name="conference-hold"),
    path("conferences/<int:pk>/cancel/", conferences.cancel, name="conference-cancel"),
    path("conferences/<int:pk>/venues/", venues.add, name="venues-add"),
    path("conferences/<int:pk>/headcounts/", venues.count, name="headcounts"),
    path("venues/<int:pk>/attendance/", venues.attendance, name="attendance"),
]
