"""A disclosure as open data (开放数据): tables of CSV with a Data Package that describes them."""
