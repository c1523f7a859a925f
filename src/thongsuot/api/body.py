"""What did a program send? JSON or a form, of a type and with signs that can be kept."""

import base64
import binascii
import json
import math
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

import pydantic
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.http.request import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja import Schema
from ninja.errors import ValidationError
from ninja.parser import Parser
from pydantic import Field

from thongsuot.api.errors import Wrong, invalid

DEEP = 32


class StrictParser(Parser):
    """Takes JSON that says it is JSON, and no sign that a database cannot keep."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body's values."""
        if request.content_type != "application/json":
            raise Wrong(415, "wrong-type")
        try:
            return clean(json.loads(request.body, parse_constant=_refuse))
        except (ValueError, RecursionError):
            raise Wrong(400, "bad-request") from None

    def parse_querydict(self, data: Any, list_fields: list[str], request: HttpRequest) -> dict[str, Any]:
        """The address's or form's values."""
        return {name: clean(value) for name, value in super().parse_querydict(data, list_fields, request).items()}


def clean(value: Any, depth: int = 0) -> Any:
    """The value, if all its signs can be written down everywhere."""
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
            raise Wrong(400, "bad-request")
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise Wrong(400, "bad-request")
    elif isinstance(value, Mapping) and depth < DEEP:
        for name, inner in value.items():
            clean(name, depth + 1)
            clean(inner, depth + 1)
    elif isinstance(value, list) and depth < DEEP:
        for inner in value:
            clean(inner, depth + 1)
    elif isinstance(value, Mapping | list):
        raise Wrong(400, "bad-request")
    return value


def _refuse(_name: str) -> NoReturn:
    raise ValueError


class Upload(Schema, extra="forbid"):
    """A file in JSON."""

    name: str = Field(max_length=255, min_length=1, description="The file's name.", examples=["58-QD-TW.docx"])
    content: str = Field(
        description="The file's bytes as base64.", examples=["VsSDbiBi4bqjbg=="], json_schema_extra={"format": "byte"}
    )


def uploaded[S: Schema](request: HttpRequest, stated: type[S]) -> tuple[bytes, str, S]:
    """The bytes and name of a file, and what is stated beside it; from multipart, or base64 in JSON."""
    if request.content_type == "multipart/form-data":
        raw, name, rest = _from_form(request.FILES, request.POST, request)
    else:
        raw, name, rest = _from_json(StrictParser().parse_body(request))
    if len(raw) > settings.MAX_UPLOAD:
        raise Wrong(413, "too-large")
    return raw, name.replace("\\", "/").rpartition("/")[2] or "file", checked(stated, rest)


def _from_form(
    files: MultiValueDict[str, UploadedFile[Any]], form: QueryDict, request: HttpRequest
) -> tuple[bytes, str, dict[str, Any]]:
    file = files.get("file")
    if getattr(request, "too_large", False):
        raise Wrong(413, "too-large")
    if file is None:
        raise invalid("file", _("“%(field)s” is missing. Add it.") % {"field": "file"})
    rest = {name: clean(value) for name, value in form.dict().items() if name != "csrfmiddlewaretoken"}
    return file.read(), clean(file.name or "file"), rest


def _from_json(body: Any) -> tuple[bytes, str, dict[str, Any]]:
    rest = dict(body) if isinstance(body, dict) else {}
    upload = checked(Upload, {name: rest.pop(name) for name in ("name", "content") if name in rest})
    try:
        raw = base64.b64decode(upload.content, validate=True)
    except (binascii.Error, ValueError):
        raise invalid("content", _("“content” is not base64.")) from None
    return raw, upload.name, rest


def checked[S: Schema](shape: type[S], values: Mapping[str, Any]) -> S:
    """Values as a shape; else the sentence for the first that does not fit."""
    try:
        return shape.model_validate(values)
    except pydantic.ValidationError as error:
        found = [{**row, "loc": ("body", *row["loc"])} for row in error.errors(include_url=False, include_input=False)]
        raise ValidationError([dict(row) for row in found]) from None


def described(stated: type[Schema]) -> dict[str, Any]:
    """The description of a body that :func:`uploaded` takes."""
    inline: Callable[[type[Schema]], dict[str, Any]] = lambda shape: shape.model_json_schema()  # noqa: E731
    fields, file = inline(stated), inline(Upload)
    form = {**fields, "properties": {"file": {"type": "string", "format": "binary"}, **fields.get("properties", {})}}
    form["required"] = ["file", *fields.get("required", [])]
    whole = {**fields, "properties": {**file["properties"], **fields.get("properties", {})}}
    whole["required"] = [*file["required"], *fields.get("required", [])]
    content = {"multipart/form-data": {"schema": form}, "application/json": {"schema": whole}}
    return {"requestBody": {"required": True, "content": content}}
