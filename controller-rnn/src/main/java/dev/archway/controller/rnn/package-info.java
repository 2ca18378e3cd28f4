/// The recurrent policy over a space's decisions, trained by REINFORCE in plain Java.
@NullMarked
package dev.archway.controller.rnn;

import org.jspecify.annotations.NullMarked;
