"""Any module that torch.export can trace, as a TensorFlow.js Graph model.

`convert` leads a model through the stages, each of which has its folder: `tracing`
records what the module computes, `lowerings` write that in TensorFlow.js's operations,
`passes` make the graph smaller and faster, and `serialization` writes it down. All of
them speak of the graph in `ir`.
"""
