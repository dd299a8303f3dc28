"""指标方向：先看印出的比较符号，没有符号再看类型、二级指标和名称。"""

import pytest

from mingzhang.disclosure import Indicator
from mingzhang.model import Place
from mingzhang.performance import Polarity, parse_target, polarity


@pytest.mark.parametrize(
    ("level2", "name", "raw", "points"),
    [
        ("数量指标", "审查项目个数", "≥180个", Polarity.AT_LEAST),
        ("数量指标", "窗口数量", "≤150个", Polarity.AT_MOST),
        ("数量指标", "图审面积", "50万平方米", Polarity.AT_LEAST),
        ("数量指标", "工资发放人数", "50人", Polarity.EXACT),
        ("数量指标", "完成宗数", "=30宗", Polarity.EXACT),
        ("质量指标", "验收合格率", "100%", Polarity.AT_LEAST),
        ("质量指标", "系统故障率", "5%", Polarity.AT_MOST),
        ("质量指标", "使用率", "80%-90%", Polarity.WITHIN),
        ("时效指标", "故障修复响应时间", "20分钟", Polarity.AT_MOST),
        ("时效指标", "合同签订时间", "9月底前", Polarity.BY_DATE),
        ("时效指标", "费用支付时间", "7月", Polarity.IN_MONTH),
        ("时效指标", "工资发放时间", "每月", Polarity.PERIODIC),
        ("时效指标", "服务周期", "全年", Polarity.COVERAGE),
        ("时效指标", "工作开展及时性", "及时", Polarity.PROMPT),
        ("成本指标", "年度成本", "99.5万元", Polarity.AT_MOST),
        ("成本指标", "项目尾款", "47.48万元", Polarity.EXACT),
        ("成本指标", "审查单价", "1元/平方米", Polarity.AT_MOST),
        ("质量指标", "等级测评结果", "三级", Polarity.ORDINAL),
        ("质量指标", "运维质量", "合格", Polarity.VERDICT),
        ("社会效益指标", "服务能力", "提升", Polarity.TIER),
        ("社会效益指标", "符合法律法规", "", Polarity.NONE),
        ("可持续影响指标", "资产使用年限", "≥6年", Polarity.AT_LEAST),
    ],
)
def test_an_indicator_points_one_way(level2, name, raw, points):
    indicator = Indicator("", level2, name, parse_target(raw), Place(line=1))
    assert polarity(indicator) is points
