"""Writing files so that a fault never costs one: the old file or the whole new one."""
