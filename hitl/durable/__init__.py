"""The durable queue and the jobs around the steps. Nothing outside of this package knows the engine.

`work` is what a job does, `drain` does it in a plain loop, `jobs` gives it to the engine within our own
transaction, `engine` and `worker` run it there, `sweep` finds again what was lost, `process` keeps a
worker beside the app.
"""
