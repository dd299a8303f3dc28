"""The workspace (工作台): a department prepares, checks, approves and publishes its budget together.

Calls the library `mingzhang`; the library never calls back.
"""
