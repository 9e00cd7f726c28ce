"""The desk's file: tables, migrations and queries. Gives frozen records, never rows."""
