"""The preservation room: masters and descriptions in OCFL, every version kept; derivatives beside them."""
