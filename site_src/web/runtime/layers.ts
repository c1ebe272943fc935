/**
 * The layers that a model of this site may have.
 *
 * Importing a file of TensorFlow.js Layers registers the classes in it by name. Stock
 * `@tensorflow/tfjs-layers` imports all of them, with recurrent and text layers, and the gradient
 * of every operation: more than half of its size, of no use to a page that predicts.
 */
import "@tensorflow/tfjs-layers/dist/flags_layers";
import "@tensorflow/tfjs-layers/dist/engine/input_layer";
import "@tensorflow/tfjs-layers/dist/layers/advanced_activations";
import "@tensorflow/tfjs-layers/dist/layers/convolutional";
import "@tensorflow/tfjs-layers/dist/layers/convolutional_depthwise";
import "@tensorflow/tfjs-layers/dist/layers/core";
import "@tensorflow/tfjs-layers/dist/layers/merge";
import "@tensorflow/tfjs-layers/dist/layers/noise";
import "@tensorflow/tfjs-layers/dist/layers/normalization";
import "@tensorflow/tfjs-layers/dist/layers/padding";
import "@tensorflow/tfjs-layers/dist/layers/pooling";
import "@tensorflow/tfjs-layers/dist/layers/preprocessing/image_preprocessing";
