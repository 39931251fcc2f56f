"""What makes a whole file unusable, and how rows are read out of one that is not."""

import json
import os

import pytest

from hitl.errors import InvalidFile, InvalidInput
from hitl.steps.importing.mapping import Mapping
from hitl.steps.importing.sheets import CUSTOMERS, ORDERS
from hitl.steps.importing.table import Table

HEADER = "customer_id,email,name\n"


def rows(tmp_path, name, content, *, sheet=CUSTOMERS, mapping=None):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return list(Table.open(path, sheet, mapping).rows())


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("c.csv", "", "is empty"),
        ("c.csv", "\n\n  \n", "is empty"),
        ("c.csv", "customer_id,name\nC1,Ada\n", "required column email"),
        ("c.csv", "name\nAda\n", "required columns customer_id, email"),
        ("c.csv", "customer_id;email;name\nC1;a@b.c;Ada\n", "separated by semicolons"),
        ("c.csv", "customer_id,email,email\n", "the column email more than once"),
        ("c.csv", HEADER.encode() + "C1,a@b.c,Jos\xe9\n".encode("latin-1"), "not UTF-8 (byte 0xe9)"),
        ("c.csv", HEADER.encode("utf-16"), "not UTF-8"),
        (
            "c.csv",
            HEADER + 'C1,a@b.c,"Ada\n\n\n',
            "starts in line 2: a quotation mark is opened and never closed",
        ),
        ("c.csv", HEADER + 'C1,a@b.c,"Ada" Byron\n', "starts in line 2: the quoting is broken"),
        ("c.jsonl", "", "is empty"),
        ("c.jsonl", "not json\n", "no line of c.jsonl can be read"),
        ("c.jsonl", '{"customer_id": "C1"}\n', "required column email"),
        ("c.jsonl", b'{"customer_id": "C1", "email": "\xff"}\n', "not UTF-8"),
        ("c.xlsx", "PK", "known are .csv, .jsonl, .ndjson"),
        ("c", HEADER, "known are .csv, .jsonl, .ndjson"),
    ],
)
def test_an_unusable_file_is_refused_whole_and_says_what_is_wrong(tmp_path, name, content, says):
    with pytest.raises(InvalidFile, match=says.replace("(", r"\(").replace(")", r"\)")):
        rows(tmp_path, name, content)


def test_an_absent_file_a_folder_and_an_unreadable_file_are_told_apart(tmp_path):
    with pytest.raises(InvalidFile, match="there is no file"):
        Table.open(tmp_path / "none.csv", CUSTOMERS)
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(InvalidFile, match="is a folder"):
        Table.open(tmp_path / "folder.csv", CUSTOMERS)
    loop = tmp_path / "loop.csv"
    os.symlink(loop, loop)
    with pytest.raises(InvalidFile, match="cannot be read"):
        Table.open(loop, CUSTOMERS)


def test_a_byte_order_mark_quoted_line_breaks_and_any_order_of_columns_are_read(tmp_path):
    content = "\ufeffname,email,customer_id,segment\n" + '"Ada\r\nByron",a@b.c,C1,gold\n\nBob,b@b.c,C2,\n'
    first, second = rows(tmp_path, "c.csv", content)
    assert first.cells == {"name": "Ada\r\nByron", "email": "a@b.c", "customer_id": "C1", "segment": "gold"}
    assert (first.line, second.line) == (2, 5), "a row's line is where it starts; blank lines are no rows"


def test_a_header_without_rows_is_a_file_of_nothing(tmp_path):
    assert rows(tmp_path, "c.csv", HEADER) == []


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("C1,a@b.c\n", "2 cells where the header has 3 columns"),
        ("C1,a@b.c,Ada,extra\n", "4 cells where the header has 3 columns"),
    ],
)
def test_a_row_of_another_length_is_a_problem_of_that_row_only(tmp_path, row, says):
    bad, good = rows(tmp_path, "c.csv", HEADER + row + "C2,b@b.c,Bob\n")
    assert bad.problem == says
    assert good.problem == ""


def test_a_message_of_a_megabyte_is_one_cell(tmp_path):
    (row,) = rows(tmp_path, "c.csv", HEADER + f'C1,a@b.c,"{"x" * 1_000_000}"\n')
    assert len(row.cells["name"]) == 1_000_000


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ('"19.90"', "19.90"),
        ("19.90", "19.90"),  # never through a binary fraction, so the digits are as written
        ("20", "20"),
        ("1e3", "1E+3"),  # which is no amount, and refused as such later
        ("true", "true"),
        ("null", ""),
        ('{"b": 1, "a": [2]}', '{"a": [2], "b": 1}'),
        ('["x", 1.10]', '["x", "1.10"]'),
        ('"a\\u0000b"', "a\x00b"),
    ],
)
def test_values_of_json_lines_become_the_texts_of_a_csv_file(tmp_path, value, text):
    (row,) = rows(tmp_path, "c.jsonl", f'{{"customer_id": "C1", "email": "a@b.c", "other": {value}}}\n')
    assert row.cells["other"] == text


def test_a_metadata_object_is_unfolded_and_a_list_of_attachments_joined(tmp_path):
    record = {"customer_id": "C1", "email": "a", "metadata": {"x": 1}, "attachments": ["a.jpg", "b.jpg"]}
    (row,) = rows(tmp_path, "c.ndjson", json.dumps(record))
    assert row.cells == {"customer_id": "C1", "email": "a", "x": "1", "attachments": "a.jpg;b.jpg"}


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[1]",
        '"text"',
        '{"a": NaN}',
        '{"a": 1, "a": 2}',
        "[" * 100_000,
        '{"a": 1' + "0" * 5000 + "}",
    ],
    ids=["cut off", "a list", "a text", "no number", "a key twice", "too deep", "too long a number"],
)
def test_a_line_that_is_no_object_is_a_problem_of_that_line_only(tmp_path, line):
    content = f'{line}\n{{"customer_id": "C1", "email": "a@b.c"}}\n'
    bad, good = rows(tmp_path, "c.jsonl", content)
    assert bad.problem.startswith("not a JSON object")
    assert (bad.line, good.line, good.problem) == (1, 2, "")


def test_a_key_that_a_json_line_leaves_out_is_not_the_same_as_an_empty_one(tmp_path):
    absent, empty = rows(
        tmp_path,
        "c.jsonl",
        '{"customer_id": "C1", "email": "a"}\n{"customer_id": "C2", "email": "b", "name": null}',
    )
    assert "name" not in absent.cells
    assert empty.cells["name"] == ""


def test_columns_and_values_are_mapped_and_a_constant_column_is_set(tmp_path):
    content = "order,who,item,what,price,n,status\nO1,C1,S,Mug,1.00,1,processed\nO2,C1,S,Mug,1.00,1,shipped\n"
    entries = (
        "order=order_id",
        "who=customer_id",
        "item=sku",
        "what=title",
        "price=unit_price",
        "n=quantity",
    )
    mapping = Mapping(entries=(*entries, "status:processed=placed"), constants=("currency=USD",))
    first, second = rows(tmp_path, "o.csv", content, sheet=ORDERS, mapping=mapping)
    assert first.cells["order_id"] == "O1"
    assert first.given["order"] == "O1", "refused rows are written back under the file's own names"
    assert (first.cells["status"], second.cells["status"]) == ("placed", "shipped")
    assert first.cells["currency"] == "USD"


def test_a_mapped_column_displaces_one_of_the_same_name_which_is_kept_as_metadata(tmp_path):
    content = "customer_id,email,name,full name\nC1,a@b.c,ada1,Ada Byron\n"
    (row,) = rows(tmp_path, "c.csv", content, mapping=Mapping(entries=("full name=name",)))
    assert row.cells["name"] == "Ada Byron"
    assert row.cells["name (theirs)"] == "ada1"


def test_a_value_may_be_mapped_under_either_name_of_its_column_and_an_empty_one_too(tmp_path):
    content = "customer_id,email,level\nC1,a@b.c,gold\nC2,b@b.c,\n"
    mapping = Mapping(entries=("level=tier", "level:gold=premium", "tier:=standard"))
    first, second = rows(tmp_path, "c.csv", content, mapping=mapping)
    assert (first.cells["tier"], second.cells["tier"]) == ("premium", "standard")


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        (Mapping(entries=("nothing",)), "not of the form"),
        (Mapping(entries=("=name",)), "not of the form"),
        (Mapping(entries=("none=name",)), "the file has no column none"),
        (Mapping(entries=("name=nickname",)), "nickname is no column of customers"),
        (Mapping(entries=("none:a=b",)), "the file has no column none"),
        (Mapping(entries=("name=email", "customer_id=email")), "two columns for email"),
        (Mapping(constants=("name=Ada",)), "the file has the column name itself"),
        (Mapping(constants=("color=red",)), "color is no column of customers"),
    ],
)
def test_a_mapping_that_does_not_fit_the_file_is_refused_with_its_entry(tmp_path, mapping, says):
    with pytest.raises(InvalidInput, match=says):
        rows(tmp_path, "c.csv", HEADER + "C1,a@b.c,Ada\n", mapping=mapping)
