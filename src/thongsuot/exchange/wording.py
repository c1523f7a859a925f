"""How are the states, codes and faults of exchange called? In the reader's language."""

from django.utils.translation import gettext_lazy as _

from thongsuot.documents.wording import Words
from thongsuot.exchange.edxml.lists import Business, StatusCode
from thongsuot.exchange.edxml.message import Fault, UnreadableMessage
from thongsuot.exchange.package import Fault as PackageFault
from thongsuot.exchange.rules import Came, Sent, Sort, Way
from thongsuot.followup.wording import STANDINGS

CAME: Words = {
    Came.WAITING: _("Waits for a decision"),
    Came.REGISTERED: _("Registered"),
    Came.RETURNED: _("Returned"),
    Came.AGREED: _("Agreed to"),
    Came.DECLINED: _("Declined"),
    Came.NOTED: _("Noted"),
}
CAME_BADGES = {
    Came.WAITING: "warn", Came.REGISTERED: "good", Came.RETURNED: "bad", Came.AGREED: "good", Came.DECLINED: "bad",
    Came.NOTED: "neutral",
}  # fmt: skip
SENT: Words = {Sent.WAITING: _("Waits to be sent"), Sent.SENT: _("Sent"), Sent.FAILED: _("Could not be sent")}
SENT_BADGES = {Sent.WAITING: "warn", Sent.SENT: "good", Sent.FAILED: "bad"}
SORTS: Words = {
    Sort.DOCUMENT: _("Document"),
    Sort.STATUS: _("Status"),
    Sort.PROGRAMME: _("Programme"),
    Sort.REPORT: _("Progress report"),
}
WAYS: Words = {
    Way.UPLOAD: _("file uploaded by a clerk"),
    Way.FOLDER: _("shared folder"),
    Way.KEY: _("a program with an API key"),
    Way.PARTNER: _("sent by the partner itself"),
}
BUSINESSES: Words = {
    str(Business.NEW): _("New document"),
    str(Business.RECALL): _("Asks for a recall"),
    str(Business.UPDATE): _("Asks for an update"),
    str(Business.REPLACE): _("Asks for a replacement"),
}
STATUSES: Words = {
    StatusCode.ARRIVED: _("has arrived"),
    StatusCode.REFUSED: _("was returned"),
    StatusCode.RECEIVED: _("was received"),
    StatusCode.WAITING: _("waits to be assigned"),
    StatusCode.WORKED_ON: _("is being worked on"),
    StatusCode.DONE: _("is finished"),
    StatusCode.TAKE_BACK: _("is taken back"),
    StatusCode.AGREED: _("recall, update or replacement agreed to"),
    StatusCode.DECLINED: _("recall, update or replacement declined"),
}
FAULTS: Words = {
    Fault.NOT_XML: _("This is not an edXML file: it is no XML. Ask the sender for the file again."),
    Fault.TOO_LARGE: _("The message or a file in it is too large. Ask the sender to split it."),
    Fault.DTD: _("The file declares a document type, which no edXML message does. It was not read."),
    Fault.NOT_EDXML: _("This XML is not an edXML message. Ask the sender for the file again."),
    Fault.NO_SENDER: _("The message does not say who sends it. Ask the sender to correct it."),
    Fault.NO_NAME: _("The message does not say which document it brings. Ask the sender to correct it."),
    Fault.NO_STATUS: _("The message reports a state that is not known, or not of which document."),
    Fault.BUSINESS: _("The message asks for something that is not known. Ask the sender what is meant."),
    Fault.ENCODING: _("A file in the message is damaged. Ask the sender for it again."),
    Fault.HASH: _("A file in the message is not the one that was signed. It was not taken."),
    Fault.ARCHIVE: _("A packed file in the message is damaged, locked or far too large. It was not unpacked."),
    Fault.FILE_TYPE: _("A file in the message is of a kind that is not taken. Ask the sender for Word, PDF or text."),
    Fault.TOO_MANY: _("The message has too many parts. Ask the sender to split it."),
}
PACKAGE_FAULTS: Words = {
    PackageFault.NO_PACKAGE: _("This is not a package of Thông Suốt, or it is damaged. Ask the partner for it again."),
    PackageFault.TOO_LARGE: _("The package is too large. Ask the partner to split it."),
    PackageFault.NEWER: _("The package was made by a newer version. Update this installation, then take it again."),
    PackageFault.UNKNOWN_KEY: _("The package is signed with a key that no partner here has. Ask your administrator."),
    PackageFault.NOT_FOR_US: _("The package is meant for another installation. It was not taken."),
    PackageFault.SIGNATURE: _("The signature of the package does not hold. It was not taken."),
    PackageFault.CHANGED: _("The package does not hold what its list says. It was not taken."),
}


def told(fault: UnreadableMessage) -> str:
    """What is wrong with a message, and in which of its files."""
    words = str(FAULTS[fault.fault])
    return f"{words} ({fault.about})" if fault.about else words


STANDS: Words = {
    "planned": _("Planned"),
    **{standing.name.lower().replace("_", "-"): words for standing, words in STANDINGS.items()},
}
"""How far a duty is, as progress reports write it."""
