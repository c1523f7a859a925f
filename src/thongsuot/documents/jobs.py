"""What is done later? A large document is read by the worker."""

from django.tasks import task

from thongsuot.documents.actions import reread
from thongsuot.documents.models import Document


@task()
def read_document(pk: int) -> None:
    """Read a registered document's text."""
    reread(Document.objects.select_related("current", "unit").get(pk=pk))
