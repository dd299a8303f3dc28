"""A purchase catalogue is kept as printed; a code means something inside its section only."""

from pathlib import Path

import pytest

from mingzhang.classification import catalogue_ids, load_catalogue, purchase_catalogue
from mingzhang.model import WrongUsage

SHANXI = "shanxi-2024"


def test_the_catalogue_names_its_origin() -> None:
    catalogue = load_catalogue(SHANXI)
    assert catalogue.number == "晋财综〔2024〕37号"
    assert catalogue.issued == "2024-08-02"
    assert SHANXI in catalogue_ids()


def test_the_catalogue_is_complete() -> None:
    sections = load_catalogue(SHANXI).sections
    assert len(sections) == 52
    assert sum(len(entries) for entries in sections.values()) == 1907
    levels = [entry.level for entry in purchase_catalogue("行政审批", SHANXI)]
    assert [levels.count(level) for level in (1, 2, 3, 4)] == [1, 5, 15, 47]


def test_a_code_has_another_name_in_another_section() -> None:
    catalogue = load_catalogue(SHANXI)
    entry = catalogue.find("行政审批", "A160501")
    assert entry is not None
    assert entry.name == "政务服务事项梳理"
    assert len(catalogue.sections_of("A160501")) > 10
    assert catalogue.sections_of("A160501", "政务服务事项梳理") == ("行政审批",)
    assert catalogue.find("行政审批", "A999999") is None


def test_irregular_codes_stay_as_printed_with_a_remark() -> None:
    remarks = {
        (entry.section, entry.code): entry.remark
        for entries in load_catalogue(SHANXI).sections.values()
        for entry in entries
        if entry.remark
    }
    assert remarks == {
        ("发展改革", "A"): "部门标题未印出",
        ("人力资源和社会保障", "A1604"): "缺少上级代码",
        ("自然资源", "A040102"): "缺少上级代码",
        ("住房和城乡建设", "160601"): "代码不规则",
        ("民营经济发展", "A160401"): "缺少上级代码",
    }


def test_an_unknown_section_is_empty_and_an_unknown_catalogue_is_refused() -> None:
    assert purchase_catalogue("没有的部门", SHANXI) == ()
    with pytest.raises(WrongUsage, match="shanxi-2024"):
        purchase_catalogue("行政审批", "../../etc/passwd")


def test_the_file_is_shipped_beside_the_module() -> None:
    import mingzhang.classification.catalogue as module

    assert Path(module.__file__).with_name("purchase_catalogue_shanxi_2024.csv").exists()
