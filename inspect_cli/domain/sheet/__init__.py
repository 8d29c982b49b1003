"""The ledger as a sheet (台账): its columns, and what a row of an office's own sheet asks for. Pure: knows no file and no Excel."""
