"""The finished graph, as TensorFlow.js reads it."""
