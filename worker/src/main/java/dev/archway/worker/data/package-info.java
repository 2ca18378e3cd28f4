/// Images for training and testing: found, checked, split, augmented, batched.
@NullMarked
package dev.archway.worker.data;

import org.jspecify.annotations.NullMarked;
