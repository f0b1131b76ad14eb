"""The rules of the field: records, the line, the journal's merge, who may see what. No I/O, no clock."""
