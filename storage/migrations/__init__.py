"""Migrations, numbered, one head. To add one: copy the newest file of `versions/` under the next number, change
`revision` and `down_revision`, write `upgrade`; a test compares the result with `storage.tables`."""
