"""Which messages do other systems send? Written here in every way that was seen: roots, prefixes, layers, spellings."""

import base64
import hashlib
import io
import re
import zipfile
from typing import Any

from tests.thongsuot import texts

MIC = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
EDOC = "http://www.go.vn/eDoc"
TEXT = texts.REGULATION.encode()


def zipped(entries: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in entries.items():
            archive.writestr(name, raw)
    return held.getvalue()


def attachment(name: str, raw: bytes, key: str = "F1", *, encoded: str | None = None) -> str:
    told = encoded if encoded is not None else base64.b64encode(raw).decode()
    return (
        f"<Attachment><ContentType>text/plain</ContentType><ContentId>{key}</ContentId><Description/>"
        f"<ContentTransferEncoded>{told}</ContentTransferEncoded><AttachmentName>{name}</AttachmentName></Attachment>"
    )


def digest(raw: bytes) -> str:
    return base64.b64encode(hashlib.sha256(raw).digest()).decode()


def signature(key: str, value: str, name: str = "edXML:Signature") -> str:
    return (
        f"<{name}><SignedInfo><Reference URI='cid:{key}'><DigestMethod "
        f"Algorithm='http://www.w3.org/2001/04/xmlenc#sha256'/><DigestValue>{value}</DigestValue></Reference>"
        f"</SignedInfo><SignatureValue>AAAA</SignatureValue></{name}>"
    )


def layered(
    *,
    root: str = "edXML",
    envelope: str = "edXMLEnvelope",
    namespace: str = MIC,
    prefix: str = "edXML:",
    day: str = "2022/02/08",
    to: str = "LS.01",
    sender: str = "H23.02",
    document_id: str = "H23.02,2022/02/08,58/QĐ/TW",
    business: str = "<p:Bussiness><p:BussinessDocType>0</p:BussinessDocType></p:Bussiness>",
    subject: str = "một số vấn đề về phối hợp công tác",
    signed: str = "",
    files: str | None = None,
    cid: str = "cid:F1",
) -> bytes:
    """A document in the layers of the standard; ``p:`` stands for the prefix."""
    files = attachment("58-QD-TW.txt", TEXT) if files is None else files
    named = f"<p:DocumentId>{document_id}</p:DocumentId>" if document_id else ""
    body = f"""<?xml version="1.0" encoding="utf-8"?>
<{root} xmlns="{namespace}"><p:{envelope} xmlns:edXML="{namespace}"><p:edXMLHeader><p:MessageHeader>
<p:From><p:OrganId>{sender}</p:OrganId><p:OrganName>Bộ Chính trị</p:OrganName></p:From>
<p:To><p:OrganId>{to}</p:OrganId><p:OrganName>Xã Đông Hòa</p:OrganName></p:To>
<p:Code><p:CodeNumber>58</p:CodeNumber><p:CodeNotation>QĐ/TW</p:CodeNotation></p:Code>
<p:PromulgationInfo><p:Place>Hà Nội</p:Place><p:PromulgationDate>{day}</p:PromulgationDate></p:PromulgationInfo>
<p:DocumentType><p:Type>18</p:Type><p:TypeName>Quy định</p:TypeName></p:DocumentType>
<p:Subject>{subject}</p:Subject><p:OtherInfo><p:Priority>2</p:Priority></p:OtherInfo>
<p:SteeringType>2</p:SteeringType>{named}</p:MessageHeader>
<p:TraceHeaderList><p:TraceHeader><p:OrganId>{sender}</p:OrganId><p:Timestamp>2022/02/09 08:00:00</p:Timestamp>
</p:TraceHeader>{business}</p:TraceHeaderList>{signed}</p:edXMLHeader>
<p:edXMLBody><p:edXMLManifest version="1.0"><p:Reference><p:ContentId>{cid}</p:ContentId>
<p:AttachmentName>58-QD-TW.txt</p:AttachmentName></p:Reference></p:edXMLManifest></p:edXMLBody></p:{envelope}>
<AttachmentEncoded>{files}</AttachmentEncoded></{root}>"""
    return re.sub("(</?)p:", rf"\g<1>{prefix}", body).encode()


def flat(namespace: str = EDOC) -> bytes:
    """A document whose envelope is the root, its header without layers, its days with dashes."""
    return f"""<EdXMLEnvelope xmlns="{namespace}"><MessageHeader>
<From><OrganId>H23.02</OrganId><OrganName>Bộ Chính trị</OrganName></From><To><OrganId>LS.01</OrganId></To>
<Code><CodeNumber>58</CodeNumber><CodeNotation>QĐ/TW</CodeNotation></Code>
<PromulgationInfo><Place>Hà Nội</Place><PromulgationDate>2022-02-08</PromulgationDate></PromulgationInfo>
<DocumentType><Type>1</Type><TypeName>Quy định</TypeName></DocumentType>
<Subject>một số vấn đề về phối hợp công tác</Subject><OtherInfo><Priority>2</Priority></OtherInfo>
<SteeringType>2</SteeringType></MessageHeader>
<TraceHeaderList><Business><BusinessDocType>0</BusinessDocType></Business></TraceHeaderList>
<SignerInfo><Signer><SignatureValue>AAAA</SignatureValue></Signer></SignerInfo>
<Attachments>{attachment("58-QD-TW.txt", TEXT, "cid:F1")}</Attachments></EdXMLEnvelope>""".encode()


def status(code: str = "03", document_id: str = "x", sender: str = "H37.02", words: str = "") -> bytes:
    """What became of a document."""
    return f"""<edXML xmlns="{MIC}"><edXML:edXMLEnvelope xmlns:edXML="{MIC}"><edXML:edXMLHeader><edXML:MessageHeader>
<edXML:ResponseFor><edXML:OrganId>LS</edXML:OrganId><edXML:DocumentId>{document_id}</edXML:DocumentId>
</edXML:ResponseFor><edXML:From><edXML:OrganId>{sender}</edXML:OrganId><edXML:OrganName>Sở Y tế</edXML:OrganName>
</edXML:From><edXML:StatusCode>{code}</edXML:StatusCode><edXML:Description>{words}</edXML:Description>
<edXML:Timestamp>2026/03/02 09:30:00</edXML:Timestamp></edXML:MessageHeader></edXML:edXMLHeader>
</edXML:edXMLEnvelope></edXML>""".encode()


def change(kind: int, about: str = "H23.02,2022/02/08,58/QĐ/TW", **more: Any) -> bytes:
    """A message that asks to recall (1), update (2) or replace (3) what was sent."""
    listed = (
        f"<p:ReplacementInfoList><p:ReplacementInfo><p:DocumentId>{about}</p:DocumentId></p:ReplacementInfo>"
        "</p:ReplacementInfoList>"
    )
    business = (
        f"<p:Bussiness><p:BussinessDocType>{kind}</p:BussinessDocType><p:BussinessDocReason>gửi nhầm"
        f"</p:BussinessDocReason>{listed if kind == 3 else f'<p:DocumentId>{about}</p:DocumentId>'}</p:Bussiness>"
    )
    told = {"document_id": f"H23.02,2022/03/01,{60 + kind}/QĐ/TW"} | more
    if kind == 1:
        told.setdefault("files", "")
    return layered(business=business, **told)
