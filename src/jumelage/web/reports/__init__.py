"""The reports room: frozen figures of a mission or a year, and the document made from them."""
