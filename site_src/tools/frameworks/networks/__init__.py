"""The same network and the same steps, a module for each framework.

Each module has `losses`, which yields the loss of each batch before its step, and
`first_number`, the first normal number after seed 1. The tutorial shows `losses`.
"""
