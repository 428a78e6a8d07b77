"""The values that passes exchange: frozen, with no behavior beyond describing themselves."""
