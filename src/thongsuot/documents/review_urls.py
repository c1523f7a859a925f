"""Which address shows the text of a document, and what was found in it?"""

from django.urls import path

from thongsuot.documents.views import review, review_acts, review_forms, text

urlpatterns = [
    path("<int:pk>/text/", text.text, name="text"),
    path("<int:pk>/review/", review.review, name="review"),
    path("<int:pk>/review/more/", review.more, name="review-more"),
    path("<int:pk>/review/new/", review_forms.add, name="finding-add"),
    path("<int:pk>/review/join/", review_acts.join, name="finding-join"),
    path("<int:pk>/review/accept-all/", review_forms.accept_all, name="finding-accept-all"),
    path("<int:pk>/review/reread/", review_acts.reread, name="reread"),
    path("<int:pk>/review/<int:number>/", review.finding, name="finding"),
    path("<int:pk>/review/<int:number>/decide/", review_acts.decide, name="finding-decide"),
    path("<int:pk>/review/<int:number>/edit/", review_forms.edit, name="finding-edit"),
    path("<int:pk>/review/<int:number>/split/", review_forms.split, name="finding-split"),
]
