"""Changes of the database (数据库迁移)."""
