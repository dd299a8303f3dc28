"""Family A: identities inside tables and between tables (表内、表间勾稽)."""
