"""The archive: keeps records, decides who may see what, shows them."""
