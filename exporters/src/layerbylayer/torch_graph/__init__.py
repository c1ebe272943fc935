"""Any module that torch.export can trace, as a TensorFlow.js Graph model."""
