"""Number formats that a workbook names by number only, as Chinese Excel and WPS print them."""

_ACCOUNTING = '_ * {0}_ ;_ * -{0}_ ;_ * "-"_ ;_ @_ '

_BUILT_IN_CODES = (
    ((1,), "0"),
    ((2,), "0.00"),
    ((3,), "#,##0"),
    ((4,), "#,##0.00"),
    ((5, 6), "¥#,##0;¥-#,##0"),
    ((7, 8), "¥#,##0.00;¥-#,##0.00"),
    ((9,), "0%"),
    ((10,), "0.00%"),
    ((14,), "yyyy/m/d"),
    ((15,), "d-mmm-yy"),
    ((16,), "d-mmm"),
    ((17,), "mmm-yy"),
    ((18,), "h:mm AM/PM"),
    ((19,), "h:mm:ss AM/PM"),
    ((20,), "h:mm"),
    ((21,), "h:mm:ss"),
    ((22,), "yyyy/m/d h:mm"),
    ((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    ((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    ((30,), "m-d-yy"),
    ((31,), 'yyyy"年"m"月"d"日"'),
    ((32,), 'h"时"mm"分"'),
    ((33,), 'h"时"mm"分"ss"秒"'),
    ((34, 55), '上午/下午h"时"mm"分"'),
    ((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
    ((37, 38), "#,##0;-#,##0"),
    ((39, 40), "#,##0.00;-#,##0.00"),
    ((41,), _ACCOUNTING.format("#,##0")),
    ((42,), _ACCOUNTING.format("¥#,##0")),
    ((43,), _ACCOUNTING.format("#,##0.00")),
    ((44,), _ACCOUNTING.format("¥#,##0.00")),
    ((45,), "mm:ss"),
    ((46,), "[h]:mm:ss"),
    ((47,), "mm:ss.0"),
)
_BUILT_IN = {number: code for numbers, code in _BUILT_IN_CODES for number in numbers}


def built_in_format(number: int) -> str:
    """The format code of a built-in format number; General where there is none."""
    return _BUILT_IN.get(number, "General")
