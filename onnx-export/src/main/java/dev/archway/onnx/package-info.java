/// A network and its weights as an ONNX model, which any runtime can time and run.
@NullMarked
package dev.archway.onnx;

import org.jspecify.annotations.NullMarked;
