"""Which address below /followup/ shows which list of duties?"""

from django.urls import URLPattern, path

from thongsuot.followup.views import boards, bulk, lists, sheets, work

urlpatterns: list[URLPattern] = [
    path("", lists.duties, name="duties"),
    path("board/", boards.board, name="duties-board"),
    path("calendar/", boards.month, name="duties-calendar"),
    path("bulk/", bulk.many, name="duties-bulk"),
    path("export/", sheets.export, name="duties-export"),
    path("template/", sheets.template, name="duties-template"),
    path("import/", sheets.upload, name="duties-import"),
    path("import/confirm/", sheets.confirm, name="duties-import-confirm"),
    path("import/faults/", sheets.faults, name="duties-import-faults"),
    path("mine/", work.mine, name="duties-mine"),
    path("month/", work.month, name="duties-month"),
]
