"""The passes, in the order of `pilothouse.driver`. A pass never imports another."""
