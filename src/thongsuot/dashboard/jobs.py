"""What happens in the background? Figures are frozen, and two snapshots compared."""

from django.tasks import task

from thongsuot.dashboard.models import Difference, Snapshot


@task()
def fill_snapshot(pk: int) -> None:
    """Freeze the figures that a head asked for."""
    from thongsuot.dashboard.freezing import fill

    fill(Snapshot.objects.get(pk=pk))


@task()
def fill_difference(pk: int) -> None:
    """Compare two snapshots."""
    from thongsuot.dashboard.comparing import fill

    fill(Difference.objects.get(pk=pk))
