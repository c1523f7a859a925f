"""Which address below /dissemination/ shows what?"""

from django.urls import URLPattern, URLResolver, path

from thongsuot.dissemination.views import funnel, inbox, sending

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
]
