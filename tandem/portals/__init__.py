"""The roof: composed pages, one home per audience, menus, and the wires between neighbours."""
