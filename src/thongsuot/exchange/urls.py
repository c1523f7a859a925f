"""Which address below /exchange/ shows what?"""

from django.urls import URLPattern, URLResolver, path

from thongsuot.exchange.views import documents, hooks, inbox, machines, oscal, outbox, packages, setup

urlpatterns: list[URLPattern | URLResolver] = [
    path("", inbox.inbox, name="exchange"),
    path("take/", inbox.take_in, name="message-take"),
    path("edxml/", machines.message_posted, name="message-post"),
    path("messages/<int:pk>/", inbox.message, name="message"),
    path("messages/<int:pk>/decide/", inbox.decide, name="message-decide"),
    path("messages/<int:pk>/export/", inbox.raw, name="message-file"),
    path("outbox/", outbox.outbox, name="exchange-outbox"),
    path("outbox/<int:pk>/turn/", outbox.turn, name="outgoing-turn"),
    path("outbox/<int:pk>/export/", outbox.file, name="outgoing-file"),
    path("documents/<int:pk>/", documents.document, name="exchange-document"),
    path("documents/<int:pk>/send/", documents.send, name="edxml-send"),
    path("documents/<int:pk>/export/", documents.edxml, name="edxml-file"),
    path("documents/<int:pk>/package/", documents.pack, name="package-document"),
    path("documents/<int:pk>/report/", documents.report, name="package-report"),
    path("documents/<int:pk>/catalog.json", oscal.catalog, name="oscal-catalog"),
    path("documents/<int:pk>/profile/<int:unit>.json", oscal.profile, name="oscal-profile"),
    path("documents/<int:pk>/poam.json", oscal.plan, name="oscal-plan"),
    path("programmes/<int:pk>/package/", documents.programme, name="package-programme"),
    path("programmes/<int:pk>/component.json", oscal.component, name="oscal-component"),
    path("packages/", packages.packages, name="packages"),
    path("packages/take/", packages.take_in, name="package-take"),
    path("packages/<int:pk>/", packages.package, name="package"),
    path("packages/<int:pk>/decide/", packages.decide, name="package-decide"),
    path("packages/<int:pk>/export/", packages.file, name="package-file"),
    path("partners/", setup.partners, name="partners"),
    path("partners/<int:pk>/", setup.partner, name="partner"),
    path("key/", setup.new_key, name="new-key"),
    path("key.json", setup.public_key, name="public-key"),
    path("organs/", setup.organs, name="organs"),
    path("organs/<int:pk>/", setup.organ, name="organ"),
    path("hooks/", hooks.hooks, name="hooks"),
    path("hooks/<int:pk>/", hooks.hook, name="hook"),
    path("calls/<int:pk>/again/", hooks.again, name="call-again"),
]
