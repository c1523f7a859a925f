"""Which address below /followup/ shows which list of duties?"""

from django.urls import URLPattern, path

from thongsuot.followup.views import boards, bulk, lists, work

urlpatterns: list[URLPattern] = [
    path("", lists.duties, name="duties"),
    path("board/", boards.board, name="duties-board"),
    path("calendar/", boards.month, name="duties-calendar"),
    path("bulk/", bulk.many, name="duties-bulk"),
    path("mine/", work.mine, name="duties-mine"),
    path("month/", work.month, name="duties-month"),
]
