"""Who exists (机构): finance bureaus, departments, their budget units and offices."""
