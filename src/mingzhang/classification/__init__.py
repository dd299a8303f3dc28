"""Code lists by year (科目与目录): function and economic classes, crosswalk, purchase catalogues.

Nothing here is an official edition until the user loads one; each entry tells its certainty.
"""

from mingzhang.classification.catalogue import (
    CatalogueEntry,
    PurchaseCatalogue,
    catalogue_ids,
    load_catalogue,
    purchase_catalogue,
)
from mingzhang.classification.crosswalk import allowed_governments, crosswalk_allows
from mingzhang.classification.entries import Certainty, ClassEntry, Kind, plain_name
from mingzhang.classification.lists import (
    class_list,
    codes_of_name,
    economic_class,
    economic_code_of_name,
    function_class,
    government_class,
    is_official,
)
from mingzhang.classification.names import (
    OldName,
    Ordinal,
    class_of_ordinal_name,
    old_name,
    ordinals,
)
from mingzhang.classification.official import OfficialRows, official_rows
from mingzhang.classification.storage import ClassList, data_directory, store_official

__all__ = [
    "CatalogueEntry",
    "Certainty",
    "ClassEntry",
    "ClassList",
    "Kind",
    "OfficialRows",
    "OldName",
    "Ordinal",
    "PurchaseCatalogue",
    "allowed_governments",
    "catalogue_ids",
    "class_list",
    "class_of_ordinal_name",
    "codes_of_name",
    "crosswalk_allows",
    "data_directory",
    "economic_class",
    "economic_code_of_name",
    "function_class",
    "government_class",
    "is_official",
    "load_catalogue",
    "official_rows",
    "old_name",
    "ordinals",
    "plain_name",
    "purchase_catalogue",
    "store_official",
]
