"""What people see: text, tables and JSON; the only place that knows rich."""
