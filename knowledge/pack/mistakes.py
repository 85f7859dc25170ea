"""What is wrong with a YAML file, in Vietnamese: the words of pydantic and YAML translated in one place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import yaml
from pydantic import ValidationError

_FIELD_MISTAKES = {
    "missing": "còn thiếu. Hãy thêm trường này",
    "extra_forbidden": "không có trường nào tên như vậy. Hãy sửa tên trường hoặc xóa dòng này",
    "literal_error": "{value} không nằm trong các giá trị được dùng: {choices}. Hãy chọn một trong số đó",
    "string_type": "{value} không phải một dòng chữ. Hãy ghi chữ, trong dấu nháy nếu cần",
    "string_too_long": "{value} quá dài. Hãy rút ngắn",
    "string_too_short": "{value} quá ngắn. Hãy điền cho đủ",
    "string_pattern_mismatch": "{value} viết chưa đúng dạng. Hãy sửa lại theo các mục khác trong tệp",
    "int_type": "{value} không phải một số nguyên. Hãy ghi số, ví dụ 12",
    "int_parsing": "{value} không phải một số nguyên. Hãy ghi số, ví dụ 12",
    "int_from_float": "{value} không phải một số nguyên. Hãy ghi số, ví dụ 12",
    "bool_type": "{value} không phải true hay false. Hãy ghi true hoặc false",
    "bool_parsing": "{value} không phải true hay false. Hãy ghi true hoặc false",
    "list_type": "phải là một danh sách. Hãy ghi mỗi mục một dòng, bắt đầu bằng dấu “-”",
    "tuple_type": "phải là một danh sách. Hãy ghi mỗi mục một dòng, bắt đầu bằng dấu “-”",
    "dict_type": "phải gồm các dòng “khóa: giá trị”. Hãy ghi lại phần này",
    "model_type": "phải gồm các dòng “khóa: giá trị”. Hãy ghi lại phần này",
    "model_attributes_type": "phải gồm các dòng “khóa: giá trị”. Hãy ghi lại phần này",
    "date_from_datetime_parsing": "{value} không phải ngày hợp lệ. Hãy ghi dạng 2025-10-09",
    "date_type": "{value} không phải ngày hợp lệ. Hãy ghi dạng 2025-10-09",
    "date_parsing": "{value} không phải ngày hợp lệ. Hãy ghi dạng 2025-10-09",
    "value_error": "{reason}",
}
_OTHER_MISTAKE = "{value} không dùng được. Hãy sửa theo các mục khác trong tệp"

_YAML_MISTAKES = (
    (r"mapping values are not allowed", "có dấu hai chấm thừa hoặc thụt dòng sai"),
    (r"could not find expected ':'|did not find expected key", "thiếu dấu hai chấm sau tên trường, hoặc thụt dòng sai"),
    (r"cannot start any token", "có ký tự không được đứng ở đây, như dấu tab, % hay @; hãy đặt chữ trong dấu nháy"),
    (r"unexpected end of stream|end of the stream", "tệp hết giữa chừng, có thể thiếu dấu nháy hay ngoặc đóng"),
    (r"did not find expected '-' indicator|expected <block end>", "thụt dòng không khớp với các dòng trên"),
    (r"did not find expected ',' or|expected ',' or", "thiếu dấu phẩy hoặc ngoặc đóng"),
    (r"undefined alias", "dấu * ở đầu giá trị; hãy đặt chữ trong dấu nháy"),
    (r"special characters are not allowed|control characters", "có ký tự lạ không nhìn thấy; hãy xóa đi gõ lại"),
)


def explain_invalid(path: object, text: str, error: ValidationError, below: Sequence[str] = ()) -> str:
    """The first mistake of a file whose content is ``text``: file, line when it is found, field, what to do.

    ``below``: the keys under which the validated part stands.
    """
    first = error.errors()[0]
    loc = [*below, *first["loc"]]
    wanted = _FIELD_MISTAKES.get(first["type"], _OTHER_MISTAKE)
    context = first.get("ctx", {})
    said = wanted.format(
        value=_shown(first["input"]),
        choices=str(context.get("expected", "")).replace("'", "").replace(" or ", ", "),
        reason=str(context.get("error", first["msg"])),
    )
    more = f" Còn {error.error_count() - 1} lỗi khác." if error.error_count() > 1 else ""
    return f"{place_in(path, text, loc)}: {said}.{more}"


def place_in(path: object, text: str, loc: Sequence[object]) -> str:
    """ "pack.yaml, dòng 12, trường tasks.0.lead"; without the line when the file does not tell it."""
    line = line_of(text, loc)
    field = ".".join(str(part) for part in loc) or "(gốc)"
    return f"{path}{f', dòng {line}' if line else ''}, trường {field}"


def explain_yaml(path: object, error: yaml.YAMLError) -> str:
    """Why a text is no YAML: file, line and what to do."""
    mark = getattr(error, "problem_mark", None)
    where = f", dòng {mark.line + 1}, cột {mark.column + 1}" if mark else ""
    said = f"{getattr(error, 'context', None) or ''} {getattr(error, 'problem', None) or error}"
    why = next((words for pattern, words in _YAML_MISTAKES if re.search(pattern, said)), "viết chưa đúng cú pháp")
    return f"{path}{where}: YAML không đúng ({why}). Hãy xem dòng này và dòng ngay trên nó."


def line_of(text: str, loc: Sequence[object]) -> int | None:
    """The line of a field, or of what should hold it when it is missing; None when the text is no YAML any more."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
    line = None
    for part in loc:
        found = _child(node, part)
        if found is None:
            break
        line, node = found
    return line


def _child(node: Any, part: object) -> tuple[int, Any] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part].start_mark.line + 1, node.value[part]
    return None


def _shown(value: object) -> str:
    if value is None:
        return "(để trống)"
    text = " ".join(str(value).split())
    return f"“{text if len(text) <= 60 else text[:59] + '…'}”"
