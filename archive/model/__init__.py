"""What an archive is made of: pure values, without I/O, SQL, web or clock."""
