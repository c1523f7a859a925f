"""Which address below /programmes/ shows what?"""

from django.urls import URLPattern, URLResolver, path

from thongsuot.programmes.views import annexes, comments, coverage, editor, exemptions, listing, moves

urlpatterns: list[URLPattern | URLResolver] = [
    path("", listing.programmes, name="programmes"),
    path("start/<int:pk>/", listing.start, name="programme-start"),
    path("exemptions/", exemptions.exemptions, name="exemptions"),
    path("exemptions/ask/<int:pk>/", exemptions.ask, name="exemption-ask"),
    path("exemptions/<int:pk>/decide/", exemptions.decide, name="exemption-decide"),
    path("coverage/<int:pk>/", coverage.coverage_map, name="coverage"),
    path("coverage/<int:pk>/units/", coverage.units, name="coverage-units"),
    path("coverage/<int:pk>/stage/", coverage.stage, name="coverage-stage"),
    path("coverage/<int:pk>/silent/", coverage.silent, name="coverage-silent"),
    path("coverage/<int:pk>/faults/", coverage.faults, name="coverage-faults"),
    path("coverage/<int:pk>/of/<int:unit>/", coverage.unit, name="coverage-unit"),
    path("comments/<int:pk>/answer/", comments.answer, name="comment-answer"),
    path("bases/<int:pk>/unlink/", editor.unlink, name="basis-unlink"),
    path("items/<int:pk>/", editor.edit, name="item"),
    *(
        path(f"items/<int:pk>/{act}/", editor.item_act, {"act": act}, name=f"item-{act}")
        for act in ("keep", "remove", "up", "down", "link")
    ),
    path("<int:pk>/", editor.programme, name="programme"),
    path("<int:pk>/describe/", editor.describe, name="programme-describe"),
    path("<int:pk>/items/add/", editor.add, name="item-add"),
    path("<int:pk>/take/", editor.take, name="item-take"),
    path("<int:pk>/annex/", annexes.choose, name="annex"),
    path("<int:pk>/annex/take/", annexes.take, name="annex-take"),
    path("<int:pk>/submit/", moves.submit, name="programme-submit"),
    path("<int:pk>/return/", moves.give_back, name="programme-return"),
    path("<int:pk>/approve/", moves.approve, name="programme-approve"),
    path("<int:pk>/issue/", moves.issue, name="programme-issue"),
    path("<int:pk>/files/", moves.draft_file, name="programme-file"),
    path("<int:pk>/comments/", comments.comments, name="programme-comments"),
    path("<int:pk>/comments/add/", comments.comment, name="comment-add"),
    path("<int:pk>/comments/files/", comments.table, name="comments-file"),
    path("<int:pk>/comments/note/", comments.note, name="comment-note"),
    path("<int:pk>/present/", comments.present, name="programme-present"),
    path("<int:pk>/consult/", comments.consult, name="programme-consult"),
]
